import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, exited, failed, init, invoke, text, timedOut } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

describe('toTimeOut', () => {
  test('holds for a function that ran into its timeout, and for nothing else', () => {
    expect(timedOut()).toTimeOut()
    expect(answered(1)).not.toTimeOut()
    expect(failed()).not.toTimeOut()
    expect(exited()).not.toTimeOut()
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(timedOut())).resolves.toTimeOut()
    await expect.poll(() => timedOut()).toTimeOut()
    expect([timedOut(), answered(1)]).toEqual([expect.toTimeOut(), expect.not.toTimeOut()])
  })

  test('shows what the function did instead', () => {
    expect(() => expect(answered({ id: 1 })).toTimeOut()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to time out, but after 12 ms it returned {"id": 1}

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
    expect(() => expect(failed()).toTimeOut()).toThrow(/^expected the function to time out, but after 12 ms it failed/)
  })

  test('with .not shows what the function was waiting for, and what it had logged', () => {
    const waitingFor = ['setTimeout 60000 ms at src/orders.ts:5:3', 'fetch http://127.0.0.1:8000/orders']
    const result = timedOut({ waitingFor, missingEnv: ['TABLE', 'STAGE'], logs: [text('INFO', 'waiting', 20)] })
    expect(() => expect(result).not.toTimeOut()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function not to time out, but it did after 3 s

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +20 ms    INFO  waiting
          +3 s      timed out, waiting for setTimeout 60000 ms at src/orders.ts:5:3, fetch http://127.0.0.1:8000/orders
        TABLE, STAGE are undefined inside; the test process has them: pass environment: { TABLE, STAGE } or inheritEnv: ['TABLE', 'STAGE']]
    `)
  })

  test('shows an Init that ate the timeout [INIT-8]', () => {
    const phases = [init(10_000, 'timeout'), init(3000, 'timeout'), invoke(3000, 'timeout')]
    expect(() => expect(timedOut({ phases })).not.toTimeOut()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function not to time out, but it did after 3 s

      What happened in invocation 1 of its environment (cold start):
        init    10 s, timed out
        init    3 s, timed out
        invoke
          +3 s      timed out]
    `)
  })
})
