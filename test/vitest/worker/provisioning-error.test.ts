import { describe, expect, test } from 'vitest'
import type { FailedInit } from '../../../src/environment/spec.js'
import { provisioningError } from '../../../src/vitest/worker/provisioning-error.js'

const asked = { functionName: 'orders', timeoutMs: 3000, version: '7', aliases: ['live', 'test'], count: 3 }
const endedAt = 0

/** The first line of its message, and its cause. */
function told(...failed: [FailedInit, ...FailedInit[]]): readonly unknown[] {
  const { message, cause } = provisioningError(failed, asked)
  return [message.split('\n')[0], String(cause)]
}

const WHERE = "environments to be provisioned for version 7 of 'orders' by alias 'live' and alias 'test'"

describe('the error of provisioned concurrency', () => {
  test('tells how many failed, and what the first threw', () => {
    const error = {
      errorType: 'TypeError',
      errorMessage: 'no table',
      trace: ['TypeError: no table', '    at a (b.ts:1:2)'],
    }
    const other = { kind: 'failed', endedAt, error: { errorType: 'Error', errorMessage: 'later' } } as const
    expect(told({ kind: 'failed', endedAt, error }, other)).toEqual([
      `Init failed in 2 of 3 ${WHERE}: TypeError: no table`,
      'TypeError: no table',
    ])
    const { stack, cause } = provisioningError([{ kind: 'failed', endedAt, error }], asked)
    expect(stack?.split('\n').at(-1)).toBe('    at a (b.ts:1:2)')
    expect((cause as Error).stack).toBe('TypeError: no table\n    at a (b.ts:1:2)')
  })

  test.each<[string, FailedInit, string]>([
    [
      'took longer than an Init of its kind may [INIT-3]',
      { kind: 'timeout', endedAt, waitingFor: ['a timer of 1,000,000 ms'] },
      'Sandbox.Timedout: Task timed out after 130.00 seconds',
    ],
    [
      'ended its process [ERR-11]',
      { kind: 'failed', endedAt, exit: { code: 3 } },
      'Runtime.ExitError: Runtime exited with error: exit status 3',
    ],
  ])('tells of one that %s', (_what, failed, reason) => {
    const waiting = failed.kind === 'timeout' ? ', waiting for a timer of 1,000,000 ms' : ''
    expect(told(failed)).toEqual([`Init failed in 1 of 3 ${WHERE}: ${reason}${waiting}`, reason])
  })

  test('says what to do about code that cannot be loaded, where more is known', () => {
    const error = { errorType: 'Runtime.ImportModuleError', errorMessage: 'no module' }
    const { message } = provisioningError([{ kind: 'failed', endedAt, error, guide: 'Name the file.' }], asked)
    expect(message).toContain('no module\n\nName the file.\n\nOn AWS the status')
  })
})
