import { expect, test, vi } from 'vitest'
import { isAsyncFunction } from '../../src/runtime/async-function.js'

const asynchronous = async (): Promise<number> => 1
const bound: unknown = asynchronous.bind(undefined)

test.each<[string, unknown, boolean]>([
  ['an async arrow function', async () => 1, true],
  ['an async method', { async handler() {} }.handler, true],
  ['a plain function that returns a promise', () => Promise.resolve(1), false],
  ['a bound async function, which keeps its constructor', bound, true],
  ['a spy around an async function', vi.fn(async () => 1), false],
  ['an async generator', async function* () {}, false],
  ['a class', Date, false],
])('isAsyncFunction() of %s is known by its constructor [HND-12, HND-13]', (_name, handler, expected) => {
  expect(isAsyncFunction(handler as object)).toBe(expected)
})

test('isAsyncFunction() of a function whose constructor cannot be read is false', () => {
  const hidden = Object.defineProperty(async () => 1, 'constructor', {
    get() {
      throw new Error('no')
    },
  })
  expect(isAsyncFunction(hidden)).toBe(false)
  expect(isAsyncFunction(Object.defineProperty(async () => 1, 'constructor', { value: undefined }))).toBe(false)
})
