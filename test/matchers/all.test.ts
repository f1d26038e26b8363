import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered } from './result.js'

describe('createMatchers', () => {
  test('gives the matchers under the names that expect has them by', () => {
    expect(Object.keys(createMatchers({ isMockFunction: vi.isMockFunction })).sort()).toMatchInlineSnapshot(`
      [
        "toBeColdStart",
        "toBeWarmStart",
        "toBehaveTheSameWarm",
        "toFailWith",
        "toHaveBeenAttempted",
        "toHaveEmittedMetric",
        "toHaveLogged",
        "toHaveTmpFile",
        "toLeak",
        "toOpenConnections",
        "toReachDestination",
        "toReportBatchItemFailures",
        "toRespondWith",
        "toResume",
        "toReturn",
        "toReturnPayload",
        "toReuseConnections",
        "toTimeOut",
      ]
    `)
  })

  test('lets the host hide toReturn from the stack of a failing spy assertion', () => {
    const { isMockFunction, defineHelper } = vi
    const { toReturn } = createMatchers({ isMockFunction, defineHelper })
    expect.extend({ toReturnByHelper: toReturn })
    const assertion = expect(vi.fn()) as unknown as { toReturnByHelper: () => void }
    const { stack } = error(() => assertion.toReturnByHelper())
    // Vitest leaves out what is above the last such frame when it reports the error.
    const shown = stack.slice(stack.lastIndexOf('__VITEST_HELPER__'))
    expect(shown).not.toContain('to-return.ts')
    expect(shown).toContain('all.test.ts')
  })

  test('asks the host which values are spies, and whether they returned asks Vitest', () => {
    const isMockFunction = vi.fn(() => false)
    const { toReturn } = createMatchers({ isMockFunction })
    expect.extend({ toReturnByThisHost: toReturn })
    const assertion = expect(answered(1)) as unknown as { toReturnByThisHost: (expected: unknown) => void }
    assertion.toReturnByThisHost(1)
    expect(isMockFunction).toHaveBeenCalledOnce()
  })
})

function error(assertion: () => void): { readonly stack: string } {
  try {
    assertion()
  } catch (thrown) {
    return thrown as { stack: string }
  }
  throw new Error('the assertion was meant to fail, but holds')
}
