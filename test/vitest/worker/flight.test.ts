import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { CallSite } from '../../../src/effects/clock/call-site.js'
import { Flight } from '../../../src/vitest/worker/flight.js'

interface Departed {
  readonly flight: Flight
  readonly promise: Promise<number>
  /** Whether anything waits for the promise. */
  awaited(): boolean
}

function depart(promise: Promise<number> = Promise.resolve(1), site: CallSite = called()): Departed {
  const flight = new Flight({ functionName: 'orders' }, site, [])
  const departed = flight.depart(promise)
  return { flight, promise: departed, awaited: () => flight.forgotten('the test ended') === undefined }
}

function called(): CallSite {
  return new CallSite(called)
}

describe('the promise of an invocation', () => {
  test.each<[string, (promise: Promise<number>) => unknown]>([
    ['await', async (promise) => await promise],
    ['then()', (promise) => promise.then(() => {})],
    ['catch()', (promise) => promise.catch(() => {})],
    ['finally()', (promise) => promise.finally(() => {})],
    ['Promise.all()', (promise) => Promise.all([1, promise])],
    ['Promise.allSettled()', (promise) => Promise.allSettled([1, promise])],
    ['Promise.any()', (promise) => Promise.any([1, promise])],
    ['Promise.race(), also one that is lost', (promise) => Promise.race([1, promise])],
    ['Promise.resolve()', (promise) => Promise.resolve(promise)],
    ['an async function that returns it', async (promise) => promise],
    ['the resolution of another promise', (promise) => new Promise((resolve) => resolve(promise))],
    ['expect().resolves', async (promise) => await expect(promise).resolves.toBe(1)],
    [
      'for await',
      async (promise) => {
        for await (const value of [promise]) expect(value).toBe(1)
      },
    ],
  ])('is known to be awaited by %s', async (_how, wait) => {
    const { promise, awaited } = depart()
    await wait(promise)
    expect(awaited()).toBe(true)
  })

  test.each<[string, (promise: Promise<number>) => unknown]>([
    ['nobody', () => {}],
    ['being kept', (promise) => [promise]],
    ['being told for a promise', (promise) => promise instanceof Promise && typeof promise.then === 'function'],
    ['being printed', (promise) => inspect(promise)],
  ])('is not awaited by %s', (_how, use) => {
    const { promise, awaited } = depart()
    use(promise)
    expect(awaited()).toBe(false)
  })

  test('is a promise like any other, before and after', async () => {
    const { promise } = depart()
    expect(promise).toBeInstanceOf(Promise)
    expect(inspect(promise)).toBe('Promise { 1 }')
    expect(await promise).toBe(1)
    expect(Object.getPrototypeOf(promise)).toBe(Promise.prototype)
    expect(Object.getOwnPropertyNames(promise)).toEqual([])
  })

  test('that rejects is nobody’s error once it was told that nothing waits for it', async () => {
    const { awaited } = depart(Promise.reject(new Error('stopped')))
    expect(awaited()).toBe(false)
    await new Promise((resolve) => setImmediate(resolve))
  })
})

describe('a call that nothing waits for', () => {
  test('is an error that names it and leads to its line', () => {
    const flight = new Flight({ call: 'queue.poll()', at: 0 }, called(), [])
    void flight.depart(Promise.resolve(1))
    const error = flight.forgotten("the test 'places an order' ended")
    expect(error?.message).toMatchInlineSnapshot(`
      "queue.poll() was called without await, and was still running when the test 'places an order' ended.

      What it tells, and whatever goes wrong in it, would be lost. Await it: await queue.poll()."
    `)
    expect(error?.name).toBe('UnawaitedCallError')
    expect(error?.stack?.split('\n')[3]).toMatch(/^ +at .*flight\.test\.ts:\d+:\d+/)
  })
})

describe('an invocation that nothing waits for', () => {
  test('is an error that says what to do and leads to the call', () => {
    const { flight } = depart(Promise.resolve(1), called())
    const error = flight.forgotten("the test 'places an order' ended")
    expect(error?.message).toMatchInlineSnapshot(`
      "'orders' was invoked without await, and was still running when the test 'places an order' ended.

      Its answer, and whatever goes wrong in it, would be lost. Await it: await invoke(…), or together with others await Promise.all(events.map((event) => invoke(…))), since forEach() awaits nothing."
    `)
    expect(error?.name).toBe('UnawaitedInvocationError')
    expect(error?.stack?.split('\n')[3]).toMatch(/^ +at .*flight\.test\.ts:\d+:\d+/)
  })

  test('is not told where nobody asks for its line, and its promise is as it was', () => {
    const promise = Promise.resolve(1)
    const flight = new Flight({ functionName: 'orders' }, undefined, [])
    expect(flight.depart(promise)).toBe(promise)
    expect(Object.getPrototypeOf(promise)).toBe(Promise.prototype)
    expect(flight.forgotten('the test ended')).toBeUndefined()
  })
})
