import { setImmediate as turn } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/runtime/answer.js'
import { CallbackRules } from '../../src/runtime/callback-rules.js'
import type { LambdaContext } from '../../src/runtime/context.js'
import { enterHandler } from '../../src/runtime/enter-handler.js'
import type { Handler } from '../../src/runtime/find-handler.js'
import { contextOf, play, type Played, noStream } from './play.js'

const rules = 'nodejs22.x'

type Callback = (...args: unknown[]) => void

/** A handler that was written for callbacks. */
function calling(run: (callback: Callback, context: Required<LambdaContext>) => unknown): Handler {
  return (_event, context, callback) => run(callback as Callback, context as Required<LambdaContext>)
}

function playCalling(run: (callback: Callback, context: Required<LambdaContext>) => unknown): Promise<Played> {
  return play(calling(run), { rules })
}

/** What there is without the event loop: the answers so far, and the question what an empty loop means. */
function enter(handler: Handler): { answers: Answer[]; loopEmptied: () => unknown } {
  const answers: Answer[] = []
  const running = enterHandler(handler, {}, contextOf(rules), rules, (answer) => answers.push(answer), noStream)
  return { answers, loopEmptied: () => running.loopEmptied() }
}

describe('callback(null, result)', () => {
  test('is held until the event loop is empty [CB-1]', async () => {
    const { answers, loopEmptied } = enter(calling((callback) => callback(null, 'held')))
    await turn()
    expect(answers).toEqual([])
    expect(loopEmptied()).toEqual({ kind: 'response', value: 'held' })
  })

  test('answers at once when the flag is false by then [CB-2]', () => {
    const { answers, loopEmptied } = enter(
      calling((callback, context) => {
        context.callbackWaitsForEmptyEventLoop = false
        callback(undefined, 'now')
      }),
    )
    expect(answers).toEqual([{ kind: 'response', value: 'now' }])
    expect(loopEmptied()).toBeUndefined()
  })

  test('reads the flag when it is called, not later [CB-2]', () => {
    const { answers, loopEmptied } = enter(
      calling((callback, context) => {
        callback(null, 'held')
        context.callbackWaitsForEmptyEventLoop = false
      }),
    )
    expect(answers).toEqual([])
    expect(loopEmptied()).toEqual({ kind: 'response', value: 'held' })
  })

  test('answers null without a result', async () => {
    expect(await playCalling((callback) => callback())).toMatchObject({ settled: 'response', text: 'null' })
  })

  test('ends the process when a held result cannot be written [CB-8]', async () => {
    const played = await playCalling((callback) => callback(null, 1n))
    expect(played).toMatchObject({
      settled: 'error',
      error: { errorType: 'Error', errorMessage: 'Unable to stringify response body' },
      exit: { code: 129 },
      logs: [expect.stringContaining('Uncaught Exception \t{"errorType":"Error"')],
    })
  })

  test('keeps the environment when a result that is not held cannot be written [CB-8]', async () => {
    const played = await playCalling((callback, context) => {
      context.callbackWaitsForEmptyEventLoop = false
      callback(null, 1n)
    })
    expect(played).toMatchObject({
      settled: 'error',
      error: { errorType: 'Error', errorMessage: 'Unable to stringify response body' },
      logs: [expect.stringContaining('Invoke Error \t{"errorType":"Error"')],
    })
    expect(played.exit).toBeUndefined()
  })
})

describe('callback(error)', () => {
  test.each([new TypeError('t'), 'text', 0, false, ''])('answers with %o at once [CB-3]', (error) => {
    const { answers } = enter(calling((callback) => callback(error)))
    expect(answers).toMatchObject([{ kind: 'error', error }])
  })

  test('logs what it makes an error of with the frames of the call [CB-3, ERR-5]', () => {
    const { answers } = enter(calling((callback) => callback('text')))
    const [answer] = answers
    const logged = answer?.kind === 'error' ? answer.logged : undefined
    expect(logged?.message).toBe('text')
    expect(logged?.stack).toContain('callback-rules.test.ts')
  })

  test('throws into the handler what the log throws, and stays open for another call', () => {
    const { answers } = enter(
      calling((callback) => {
        expect(() => callback(Symbol('s'))).toThrow('Cannot convert a Symbol value to a string')
        callback(new Error('second'))
      }),
    )
    expect(answers).toEqual([{ kind: 'error', error: new Error('second') }])
  })

  test('leaves nobody to answer when the handler swallows that: the process ends', () => {
    const { answers, loopEmptied } = enter(
      calling((callback) => {
        try {
          callback(Object.create(null))
        } catch {
          // Swallowed, as some handlers do.
        }
      }),
    )
    expect(answers).toEqual([])
    expect(loopEmptied()).toEqual({ kind: 'exit', code: 0 })
  })
})

describe('context.succeed(), fail() and done()', () => {
  test.each<[string, (context: Required<LambdaContext>) => void, Answer]>([
    ['succeed(r)', (context) => context.succeed('r'), { kind: 'response', value: 'r' }],
    ['succeed()', (context) => context.succeed(), { kind: 'response', value: undefined }],
    ['fail(e)', (context) => context.fail('e'), { kind: 'error', error: 'e', logged: new Error('e') }],
    ['fail()', (context) => context.fail(), { kind: 'error', error: 'handled', logged: new Error('handled') }],
    ['fail(null)', (context) => context.fail(null), { kind: 'error', error: 'handled', logged: new Error('handled') }],
    ['done(null, r)', (context) => context.done(null, 'r'), { kind: 'response', value: 'r' }],
    ['done(e, r)', (context) => context.done('e', 'r'), { kind: 'error', error: 'e', logged: new Error('e') }],
    ['done()', (context) => context.done(), { kind: 'response', value: undefined }],
  ])('%s answers at once, waiting for nothing [CB-4]', (_name, call, answer) => {
    expect(enter(calling((_callback, context) => call(context))).answers).toEqual([answer])
  })

  test('are shown as the error string/handled when there was nothing to say [CB-4, ERR-3]', async () => {
    expect(await playCalling((_callback, context) => context.fail())).toMatchObject({
      error: { errorType: 'string', errorMessage: 'handled', trace: [] },
    })
  })

  test('take no formal parameters, nor does the callback', () => {
    const lengths: number[] = []
    enter(
      calling((callback, context) => {
        for (const call of [callback, context.succeed, context.fail, context.done]) lengths.push(call.length)
      }),
    )
    expect(lengths).toEqual([0, 0, 0, 0])
  })

  test('can be replaced by a library that wants to see the answer of a promise', async () => {
    const played = await playCalling((_callback, context) => {
      const { succeed } = context
      context.succeed = (value) => succeed(`wrapped ${String(value)}`)
      return Promise.resolve('v')
    })
    expect(played.text).toBe('"wrapped v"')
  })

  test('that throws, as a replacement may, fails the invocation', async () => {
    const played = await playCalling((_callback, context) => {
      context.succeed = () => {
        throw new RangeError('from the library')
      }
      return Promise.resolve('v')
    })
    expect(played).toMatchObject({ error: { errorType: 'RangeError', errorMessage: 'from the library' } })
  })
})

describe('the first call', () => {
  test('of several wins [CB-5]', () => {
    const { answers, loopEmptied } = enter(
      calling((callback, context) => {
        callback(null, 'one')
        callback(null, 'two')
        context.succeed('three')
        callback(new Error('four'))
      }),
    )
    expect(answers).toEqual([])
    expect(loopEmptied()).toEqual({ kind: 'response', value: 'one' })
  })

  test('wins over the promise, and the promise over a later call [CB-5]', async () => {
    const called = playCalling(async (callback) => {
      callback(null, 'x')
      return 'ret'
    })
    expect(await called).toMatchObject({ text: '"x"' })
    const late = playCalling(async (callback) => {
      setImmediate(() => callback(null, 'late'))
      return 'ret'
    })
    expect(await late).toMatchObject({ text: '"ret"' })
  })

  test('wins over what is thrown or rejected afterwards [CB-6]', async () => {
    expect(
      await playCalling((callback) => {
        callback(null, 1)
        throw new Error('after')
      }),
    ).toMatchObject({ settled: 'response', text: '1' })
    expect(
      await playCalling(async (callback) => {
        callback(null, 'held')
        throw new Error('after')
      }),
    ).toMatchObject({ settled: 'response', text: '"held"' })
  })

  test.each([undefined, null])('is not made by throwing %o: the answer is null, held [CB-7]', async (nothing) => {
    const thrower = (): never => {
      throw nothing
    }
    expect(await play(thrower, { rules })).toMatchObject({ settled: 'response', text: 'null' })
    expect(await play(async () => thrower(), { rules })).toMatchObject({
      error: { errorType: 'string', errorMessage: 'handled' },
    })
  })
})

/** Calls a handler may make, and the answer each gives when it is the first. */
const CALLS = {
  held: (callback: Callback) => callback(null, 'held'),
  error: (callback: Callback) => callback('error'),
  succeed: (_: Callback, context: LambdaContext) => context.succeed?.('succeed'),
  fail: (_: Callback, context: LambdaContext) => context.fail?.('fail'),
  done: (_: Callback, context: LambdaContext) => context.done?.(null, 'done'),
  empty: (_: Callback, __: LambdaContext, rulesOf: CallbackRules) => rulesOf.loopEmptied(() => false),
} as const

type Call = keyof typeof CALLS

function answerTo(first: Call): Answer {
  return first === 'error' || first === 'fail'
    ? { kind: 'error', error: first, logged: new Error(first) }
    : { kind: 'response', value: first === 'empty' ? null : first }
}

test('whatever is called in whatever order, the first call is the one answer [CB-5]', () => {
  const names = Object.keys(CALLS) as Call[]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 8 }), (calls) => {
      const answers: Answer[] = []
      const context = contextOf(rules)
      const callbacks = new CallbackRules(context, (answer) => answers.push(answer))
      for (const name of calls) {
        const outcome = CALLS[name](callbacks.callback, context, callbacks)
        if (outcome) answers.push(outcome as Answer)
      }
      const last = callbacks.loopEmptied(() => false)
      expect(last === undefined ? answers : [...answers, last]).toEqual([answerTo(calls[0] as Call)])
    }),
  )
})
