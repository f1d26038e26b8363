import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { report } from './reports.js'
import { answered, record } from './result.js'

const matchers = createMatchers({ isMockFunction: vi.isMockFunction })
expect.extend(matchers)

const accepted = { statusCode: 202, payload: undefined, requestId: 'id' }

const wrong: Record<string, () => unknown> = {
  'a promise': () => Promise.resolve(answered(1)),
  undefined: () => undefined,
  null: () => null,
  'a function': () => () => 1,
  'an array': () => [answered(1), answered(2)],
  'a lambda': () => ({ invoke: () => Promise.resolve(answered(1)) }),
  'an invocation record': () => record(),
  'an accepted asynchronous event': () => accepted,
  'a round of a queue': () => ({ result: answered(1), records: [] }),
  'the report of an event': () => report(),
  'a response of a front': () => ({ status: 200, invocation: answered(1), reason: undefined }),
  'an error': () => Object.assign(new Error('Rate Exceeded.'), { name: 'TooManyRequestsException' }),
  'a bare payload': () => ({ statusCode: 200, body: '{"id":1}' }),
  'a text': () => 'hello',
}

/** These judge something else. */
type OfReports = 'toBehaveTheSameWarm' | 'toHaveBeenAttempted' | 'toReachDestination'

/** Each matcher of invocation results with arguments that it accepts. */
const calls: Record<Exclude<keyof typeof matchers, OfReports>, readonly unknown[]> = {
  toReturn: [1],
  toReturnPayload: [],
  toFailWith: ['TypeError'],
  toTimeOut: [],
  toBeColdStart: [],
  toBeWarmStart: [],
  toHaveLogged: ['text'],
  toHaveEmittedMetric: ['Orders'],
  toHaveTmpFile: ['/tmp/x'],
  toRespondWith: [{ statusCode: 200 }],
  toReportBatchItemFailures: [['a']],
  toLeak: ['timer'],
  toResume: [],
  toReuseConnections: [],
  toOpenConnections: [1],
}

describe('a received value that is no invocation result', () => {
  test.for(
    Object.entries(wrong).flatMap(([what, make]) => Object.keys(calls).map((name) => [name, what, make] as const)),
  )('makes %s fail with and without .not, given %s', ([name, , make]) => {
    const start = `${name}() takes what invoke() resolves with, but received `
    expect(() => matcher(make(), name)()).toThrow(start)
    expect(() => matcher(make(), name, 'not')()).toThrow(start)
  })

  test.for(Object.keys(calls))('matches %s in the asymmetric form neither plainly nor with expect.not', (name) => {
    const args = calls[name as keyof typeof calls]
    const [plain, negated] = [expect, expect.not].map(
      (from) => Reflect.get(from, name) as (...args: unknown[]) => unknown,
    )
    expect({ payload: 1 }).not.toEqual(plain?.(...args))
    expect({ payload: 1 }).not.toEqual(negated?.(...args))
    expect([undefined]).not.toEqual([negated?.(...args)])
  })

  test('is named, with what to write instead', () => {
    const messages = Object.entries(wrong).map(([what, make]) => `${what}:\n${messageOf(make())}`)
    expect(messages.join('\n\n')).toMatchInlineSnapshot(`
      "a promise:
      toBeColdStart() takes what invoke() resolves with, but received a promise. Await it: expect(await invoke(…)).toBeColdStart(…), or await expect(invoke(…)).resolves.toBeColdStart(…)

      undefined:
      toBeColdStart() takes what invoke() resolves with, but received undefined. Does the code between invoke() and expect() return the result? Behind an HTTP front that answered by itself there is none: response.reason says why.

      null:
      toBeColdStart() takes what invoke() resolves with, but received null. Does the code between invoke() and expect() return the result?

      a function:
      toBeColdStart() takes what invoke() resolves with, but received a function. Invoke it: expect(await invoke(handler, event)).toBeColdStart(…). If it is a spy, use toHaveBeenCalled() or toHaveReturned().

      an array:
      toBeColdStart() takes what invoke() resolves with, but received an array of 2. Check each result: for (const result of results) expect(result).toBeColdStart(…)

      a lambda:
      toBeColdStart() takes what invoke() resolves with, but received the lambda itself. Invoke it: expect(await lambda.invoke(event)).toBeColdStart(…)

      an invocation record:
      toBeColdStart() takes what invoke() resolves with, but received an invocation record. Pass the whole result: expect(result).toBeColdStart(…)

      an accepted asynchronous event:
      toBeColdStart() takes what invoke() resolves with, but received an answer with status code 202: the function has not run. Of a queued event, look at the attempts that settled() reports.

      a round of a queue:
      toBeColdStart() takes what invoke() resolves with, but received one round of a source. Take its result: expect(round.result).toBeColdStart(…)

      the report of an event:
      toBeColdStart() takes what invoke() resolves with, but received the report of an event. Take one of its attempts: expect(report.attempts[0]).toBeColdStart(…)

      a response of a front:
      toBeColdStart() takes what invoke() resolves with, but received the response of an HTTP front. Take what is behind it: expect(response.invocation).toBeColdStart(…)

      an error:
      toBeColdStart() takes what invoke() resolves with, but received TooManyRequestsException: Rate Exceeded.
      An invocation that rejects has no result: await expect(invoke(…)).rejects.toThrow(…)

      a bare payload:
      toBeColdStart() takes what invoke() resolves with, but received {"body": "{"id":1}", "statusCode": 200}
      If that is what the function answered, pass the whole result: expect(await invoke(…)).toBeColdStart(…), neither result.payload nor what the handler returns when called directly.

      a text:
      toBeColdStart() takes what invoke() resolves with, but received "hello"
      If that is what the function answered, pass the whole result: expect(await invoke(…)).toBeColdStart(…), neither result.payload nor what the handler returns when called directly."
    `)
  })

  test('is an answer without a run only with a status code that says so [API-2]', () => {
    const ran = 'the function has not run'
    expect(messageOf({ ...accepted, statusCode: 204 })).toContain(`an answer with status code 204: ${ran}`)
    expect(messageOf({ ...accepted, statusCode: 200 })).not.toContain(ran)
    expect(messageOf({ statusCode: 204 })).not.toContain(ran)
  })

  test('fails a poll once its time is up', async () => {
    const poll = expect.poll(() => ({ id: 1 }), { timeout: 5, interval: 1 })
    await expect(poll.toBeColdStart()).rejects.toThrow('toBeColdStart() takes what invoke() resolves with')
  })
})

function matcher(received: unknown, name: string, not?: 'not'): () => unknown {
  const assertion = not === undefined ? expect(received) : expect(received).not
  const call = Reflect.get(assertion, name) as (...args: unknown[]) => unknown
  return () => call.call(assertion, ...calls[name as keyof typeof calls])
}

function messageOf(received: unknown): string {
  try {
    matcher(received, 'toBeColdStart')()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the assertion was meant to fail, but holds')
}
