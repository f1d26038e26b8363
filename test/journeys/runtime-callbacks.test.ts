// The callback interface of nodejs22.x through the whole path: who answers, and when.

import { handler, type Lambda, withLambda } from 'vitest-lambda'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'

type Callback = (error?: unknown, result?: unknown) => void

interface Context {
  callbackWaitsForEmptyEventLoop: boolean
  succeed(result?: unknown): void
  fail(error?: unknown): void
  done(error?: unknown, result?: unknown): void
}

function callbackHandler(code: (event: { first?: boolean }, context: Context, callback: Callback) => unknown): Lambda {
  return withLambda(handler(code), { runtime: 'nodejs22.x', console: 'silent' }) as Lambda
}

describe('callback(null, result)', () => {
  test('is held until the event loop is empty: what is still under way runs first [CB-1]', async () => {
    const lambda = callbackHandler((_event, _context, callback) => {
      const result = { seen: 'nothing' }
      setTimeout(() => (result.seen = 'the timer'), 1000)
      callback(null, result)
    })
    const result = await lambda.invoke()
    expect(result).toReturn({ seen: 'the timer' })
    expect(result.record.report.durationMs).toBe(1000)
  })

  test('is held until the timeout by an interval [CB-1, PIT-8]', async () => {
    const lambda = callbackHandler((_event, _context, callback) => {
      setInterval(() => {}, 100)
      callback(null, 'never sent')
    })
    expect(await lambda.invoke()).toTimeOut()
  })

  test('is held until the timeout by an open socket [CB-1, PIT-7]', async () => {
    const lambda = callbackHandler((_event, _context, callback) => {
      const server = createServer()
      server.listen(0, '127.0.0.1', () => callback(null, 'never sent'))
    })
    const result = await lambda.invoke()
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([expect.stringMatching(/^server on 127\.0\.0\.1:\d+$/)])
  })

  test('is posted at once with callbackWaitsForEmptyEventLoop = false, and the timer goes on next time [CB-2, FRZ-2]', async () => {
    const lambda = callbackHandler((event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = false
      if (event.first) setTimeout(() => console.log('left over'), 1000)
      callback(null, 'at once')
    })
    const first = await lambda.invoke({ first: true })
    expect(first).toReturn('at once')
    expect(first.record.report.durationMs).toBe(0)
    await lambda.idle('1m')
    expect(await lambda.invoke({})).toHaveLogged('left over')
  })

  test('has the flag read when it is called: setting it afterwards changes nothing [CB-2]', async () => {
    const lambda = callbackHandler((_event, context, callback) => {
      setTimeout(() => {}, 1000)
      callback(null, 'held')
      context.callbackWaitsForEmptyEventLoop = false
    })
    expect((await lambda.invoke()).record.report.durationMs).toBe(1000)
  })

  test('of what JSON cannot hold ends the process when it was held, and only fails when not [CB-8]', async () => {
    const held = callbackHandler((_event, _context, callback) => callback(null, 1n))
    const atOnce = callbackHandler((_event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = false
      callback(null, 1n)
    })
    for (const [lambda, cold] of [
      [held, true],
      [atOnce, false],
    ] as const) {
      expect(await lambda.invoke()).toFailWith({ errorMessage: 'Unable to stringify response body' })
      const next = await lambda.invoke()
      expect(next.functionError).toBe('Unhandled')
      expect(next.record.coldStart).toBe(cold)
    }
  })
})

describe('callback(error)', () => {
  test('fails at once and never waits [CB-3]', async () => {
    const lambda = callbackHandler((_event, _context, callback) => {
      setTimeout(() => {}, 1000)
      callback(new RangeError('refused'))
    })
    const result = await lambda.invoke()
    expect(result).toFailWith({ errorType: 'RangeError', errorMessage: 'refused' })
    expect(result.record.report.durationMs).toBe(0)
  })
})

describe('context.succeed, fail and done', () => {
  test.each<[string, (context: Context) => void, unknown]>([
    ['succeed(result)', (context) => context.succeed('ok'), 'ok'],
    ['done(null, result)', (context) => context.done(null, 'ok'), 'ok'],
  ])('%s answers at once, whatever the flag says [CB-4]', async (_name, answer, payload) => {
    const lambda = callbackHandler((_event, context) => {
      setTimeout(() => {}, 1000)
      answer(context)
    })
    const result = await lambda.invoke()
    expect(result.payload).toBe(payload)
    expect(result.record.report.durationMs).toBe(0)
  })

  test.each<[string, (context: Context) => void, object]>([
    ['fail(error)', (context) => context.fail(new TypeError('no')), { errorType: 'TypeError', errorMessage: 'no' }],
    ['done(error)', (context) => context.done(new TypeError('no')), { errorType: 'TypeError', errorMessage: 'no' }],
    ['fail()', (context) => context.fail(), { errorType: 'string', errorMessage: 'handled' }],
  ])('%s fails [CB-4]', async (_name, answer, error) => {
    expect(await callbackHandler((_event, context) => answer(context)).invoke()).toFailWith(error)
  })

  test('are not there on nodejs24.x [HND-11]', async () => {
    const lambda = withLambda(async (_event: unknown, context: object) => [
      'succeed' in context,
      'callbackWaitsForEmptyEventLoop' in context,
    ])
    expect(await lambda.invoke()).toReturn([false, false])
  })
})

describe('of several answers', () => {
  test('the first wins and later ones are ignored [CB-5]', async () => {
    const lambda = callbackHandler((_event, context, callback) => {
      callback(null, 'first')
      callback(null, 'second')
      context.succeed('third')
    })
    expect(await lambda.invoke()).toReturn('first')
  })

  test('a callback beats what an async function returns later, and loses to it when it comes later [CB-5]', async () => {
    const early = callbackHandler(async (_event, _context, callback) => {
      callback(null, 'called')
      return 'returned'
    })
    const late = callbackHandler(async (_event, _context, callback) => {
      setTimeout(() => callback(null, 'called'), 10)
      return 'returned'
    })
    expect(await early.invoke()).toReturn('called')
    expect(await late.invoke()).toReturn('returned')
  })

  test('a throw after the callback is ignored, one before it is the error [CB-6]', async () => {
    const after = callbackHandler((_event, _context, callback) => {
      callback(null, 1)
      throw new Error('too late')
    })
    const before = callbackHandler(() => {
      throw new Error('in time')
    })
    expect(await after.invoke()).toReturn(1)
    expect(await before.invoke()).toFailWith({ errorType: 'Error', errorMessage: 'in time' })
  })
})

describe('a callback that is never called', () => {
  test('is the answer null once the event loop is empty [CB-7]', async () => {
    const lambda = callbackHandler((_event, _context, _callback) => {
      setTimeout(() => {}, 500)
    })
    const result = await lambda.invoke()
    expect(result).toReturn(null)
    expect(result.record.report.durationMs).toBe(500)
  })
})

describe('the second parameter', () => {
  test.each(['nodejs24.x', 'nodejs22.x'] as const)(
    'is no callback on %s: the tutorial’s sample fails [CB-9]',
    async (runtime) => {
      const sample = withLambda(
        handler(async (_event: unknown, callback: Callback) => callback(null, 'Hello')),
        { runtime, console: 'silent' },
      )
      expect(await sample.invoke()).toFailWith({ errorType: 'TypeError', errorMessage: 'callback is not a function' })
    },
  )
})
