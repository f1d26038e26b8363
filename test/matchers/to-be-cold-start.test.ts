import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, failed, freeze, init, invoke, warm } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const reset = { invocationIndex: 2, phases: [freeze(500), init(120), invoke(140)] }

describe('toBeColdStart', () => {
  test('holds when the environment was initialised for the invocation, whatever came of it [INIT-1]', () => {
    expect(answered(1)).toBeColdStart()
    expect(failed()).toBeColdStart()
    expect(answered(1, warm)).not.toBeColdStart()
  })

  test('holds also when the environment was initialised again after a reset [RST-1]', () => {
    expect(answered(1, reset)).toBeColdStart()
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(answered(1))).resolves.toBeColdStart()
    await expect.poll(() => answered(1)).toBeColdStart()
    expect([answered(1), answered(1, warm)]).toEqual([expect.toBeColdStart(), expect.not.toBeColdStart()])
  })

  test('says that the environment was there already', () => {
    expect(() => expect(answered(1, warm)).toBeColdStart()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected a cold start, but it was warm: invocation 2 of an environment that was there already
      lambda.recycle() makes the next invocation a cold start.

      What happened in invocation 2 of its environment (warm):
        frozen  1 s
        invoke
          +12 ms    answered]
    `)
  })

  test('with .not says why the invocation found no environment', () => {
    expect(() => expect(answered(1)).not.toBeColdStart()).toThrow(
      /^expected a warm start, but it was cold: no idle env/,
    )
    expect(() => expect(answered(1, reset)).not.toBeColdStart()).toThrow(
      /^expected a warm start, but .* initialises the env/,
    )
  })
})
