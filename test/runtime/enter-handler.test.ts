// oxlint-disable unicorn/no-thenable -- what a handler may return is tested here
import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { Answer } from '../../src/runtime/answer.js'
import { enterHandler, type Running } from '../../src/runtime/enter-handler.js'
import type { Handler } from '../../src/runtime/find-handler.js'
import type { RuntimeRules } from '../../src/sandbox/port.js'
import { BOTH_RULES, contextOf, noStream, play } from './play.js'

function enter(handler: Handler, rules: RuntimeRules, event: unknown = {}): { answers: Answer[]; running: Running } {
  const answers: Answer[] = []
  const running = enterHandler(handler, event, contextOf(rules), rules, (answer) => answers.push(answer), noStream)
  return { answers, running }
}

function bare(): never {
  throw Object.create(null)
}

function symbol(): never {
  throw Symbol('s')
}

function thenableOf(result: unknown): unknown {
  return {
    then(give: (value: unknown) => void) {
      give('given')
      return result
    },
  }
}

function never(): Promise<never> {
  return new Promise(() => {})
}

describe('enterHandler() calls the handler', () => {
  test('with event and context on nodejs24.x, and a callback on nodejs22.x, also an async one [HND-1]', async () => {
    const seen: unknown[][] = []
    const handler = async (...args: unknown[]): Promise<void> => void seen.push(args)
    for (const rules of BOTH_RULES) enter(handler, rules, { rules })
    expect(seen.map((args) => args.map((arg) => typeof arg))).toEqual([
      ['object', 'object'],
      ['object', 'object', 'function'],
    ])
    expect(seen.map(([event]) => event)).toEqual([{ rules: 'nodejs24.x' }, { rules: 'nodejs22.x' }])
    expect(seen[0]?.[1]).toHaveProperty('xRayTraceId')
  })

  test.each(BOTH_RULES)('before it returns, on %s', (rules) => {
    const handler = vi.fn()
    enter(handler, rules)
    expect(handler).toHaveBeenCalledOnce()
  })

  test.each(BOTH_RULES)('with a `this` that is the runtime, not the module, on %s', async (rules) => {
    const module = {
      handler: async function (this: unknown): Promise<unknown> {
        return { module: this === module, type: typeof this, name: this?.constructor.name }
      },
    }
    const { text } = await play(module.handler, { rules })
    const name = rules === 'nodejs24.x' ? 'BufferedInvokeProcessor' : 'Runtime'
    expect(text).toBe(JSON.stringify({ module: false, type: 'object', name }))
  })

  test.each(BOTH_RULES)('in the async context of whoever enters it, and answers in that, on %s', async (rules) => {
    const storage = new AsyncLocalStorage<string>()
    const seen: unknown[] = []
    const handler = async (): Promise<void> => void seen.push(storage.getStore())
    storage.run('environment', () => {
      enterHandler(handler, {}, contextOf(rules), rules, () => seen.push(storage.getStore()), noStream)
    })
    await turn()
    expect(seen).toEqual(['environment', 'environment'])
  })
})

describe('enterHandler() answers', () => {
  test.each(BOTH_RULES)('in the first reaction on the handler’s own promise, on %s [HND-10]', async (rules) => {
    const { promise, resolve } = Promise.withResolvers<number>()
    const { answers } = enter(() => promise, rules)
    const order: string[] = []
    void promise.then(() => order.push(`answers: ${answers.length}`))
    resolve(1)
    queueMicrotask(() => order.push('later microtask'))
    await turn()
    expect(order).toEqual(['answers: 1', 'later microtask'])
    expect(answers).toEqual([{ kind: 'response', value: 1 }])
  })

  test.each(BOTH_RULES)('with what an async handler throws, on %s [ERR-1]', async (rules) => {
    const error = new TypeError('boom')
    const { answers } = enter(async () => {
      throw error
    }, rules)
    expect(answers).toEqual([])
    await turn()
    expect(answers).toEqual([{ kind: 'error', error }])
  })

  test.each(BOTH_RULES)('with what a plain handler throws, at once, on %s [CB-6]', (rules) => {
    const error = new TypeError('sync')
    const { answers } = enter(() => {
      throw error
    }, rules)
    expect(answers).toEqual([{ kind: 'error', error }])
  })

  test('with what a plain handler returns on nodejs24.x; nodejs22.x ignores it [HND-4, HND-5]', async () => {
    expect(await play(() => 'value', { rules: 'nodejs24.x' })).toMatchObject({ settled: 'response', text: '"value"' })
    expect(await play(() => 'value', { rules: 'nodejs22.x' })).toMatchObject({ settled: 'response', text: 'null' })
  })

  test('with what a thenable gives on nodejs24.x [HND-3]', async () => {
    const thenable = { then: (give: (value: unknown) => void) => void queueMicrotask(() => give({ thenable: true })) }
    expect(await play(() => thenable, { rules: 'nodejs24.x' })).toMatchObject({ text: '{"thenable":true}' })
  })

  test('with what a thenable gives on nodejs22.x, if its then() gives something with a catch() [HND-3]', async () => {
    const rules = 'nodejs22.x'
    expect(await play(() => thenableOf({ catch() {} }), { rules })).toMatchObject({ text: '"given"' })
    expect(await play(() => thenableOf(Promise.resolve()), { rules })).toMatchObject({ text: '"given"' })
    const late = { then: () => undefined }
    expect(await play(() => late, { rules })).toMatchObject({
      error: { errorType: 'TypeError', errorMessage: "Cannot read properties of undefined (reading 'catch')" },
    })
  })

  test('with the value of a function that has a then(), on nodejs22.x', async () => {
    const callable = Object.assign(() => {}, {
      then: (give: (value: unknown) => void) => (give('function'), Promise.resolve()), // oxlint-disable-line no-sequences
    })
    expect(await play(() => callable, { rules: 'nodejs22.x' })).toMatchObject({ text: '"function"' })
  })

  test.each(BOTH_RULES)('with an error for a class as handler, on %s [RES-16]', async (rules) => {
    class Refused {
      handled = true
    }
    expect(await play(Refused as unknown as Handler, { rules })).toMatchObject({
      settled: 'error',
      error: { errorType: 'TypeError', errorMessage: "Class constructor Refused cannot be invoked without 'new'" },
    })
  })

  test.each(BOTH_RULES)('at most once, on %s', async (rules) => {
    const { promise, resolve } = Promise.withResolvers<number>()
    const { answers, running } = enter(() => promise, rules)
    running.loopEmptied()
    resolve(1)
    await turn()
    expect(answers).toEqual([])
    expect(running.loopEmptied()).toBeUndefined()
  })
})

describe('loopEmptied()', () => {
  test.each(BOTH_RULES)('says nothing about an invocation that has its answer, on %s', async (rules) => {
    const { answers, running } = enter(async () => 1, rules)
    await turn()
    expect(answers).toHaveLength(1)
    expect(running.loopEmptied()).toBeUndefined()
  })

  test('is the exit of the process on nodejs24.x, whatever the handler [HND-14]', () => {
    for (const handler of [never, async () => never()]) {
      expect(enter(handler, 'nodejs24.x').running.loopEmptied()).toEqual({ kind: 'exit', code: 0 })
    }
  })

  test('is an error for an async function on nodejs22.x, and the environment stays [HND-12]', async () => {
    const played = await play(async () => never(), { rules: 'nodejs22.x' })
    expect(played).toEqual({
      settled: 'error',
      error: expect.objectContaining({ errorType: 'Runtime.NodeJsExit' }),
      text: expect.any(String),
      logs: [expect.stringContaining('Invoke Error \t{"errorType":"Runtime.NodeJsExit"')],
    })
    expect(played.error?.errorMessage).toMatchInlineSnapshot(
      `"The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes"`,
    )
  })

  test('is the answer null for any other function on nodejs22.x [HND-13, CB-7]', async () => {
    for (const handler of [never, () => 'ignored', vi.fn(async () => never())]) {
      expect(await play(handler, { rules: 'nodejs22.x' })).toMatchObject({ settled: 'response', text: 'null' })
    }
  })
})

describe('what cannot be logged', () => {
  test('ends the process on nodejs24.x when it is an object without a prototype [ERR-3]', async () => {
    for (const handler of [bare, async () => bare()]) {
      expect(await play(handler, { rules: 'nodejs24.x' })).toMatchObject({
        settled: 'exit',
        exit: { code: 1 },
        logs: [expect.stringContaining('TypeError: Cannot convert object to primitive value')],
      })
    }
    expect(await play(symbol, { rules: 'nodejs24.x' })).toMatchObject({ error: { errorType: 'symbol' } })
  })

  test.each([
    ['an object without a prototype', bare, 'Cannot convert object to primitive value'],
    ['a symbol', symbol, 'Cannot convert a Symbol value to a string'],
  ])('is a TypeError on nodejs22.x when an async handler throws %s', async (_name, thrower, errorMessage) => {
    const played = await play(async () => thrower(), { rules: 'nodejs22.x' })
    expect(played).toMatchObject({ settled: 'error', error: { errorType: 'TypeError', errorMessage } })
    expect(played.exit).toBeUndefined()
  })

  test.each([bare, symbol])('ends the process on nodejs22.x when a plain handler throws it', async (thrower) => {
    expect(await play(thrower, { rules: 'nodejs22.x' })).toMatchObject({
      settled: 'error',
      error: { errorType: 'TypeError' },
      exit: { code: 129 },
    })
  })
})
