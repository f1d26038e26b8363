// What the test gets of the arguments with which a function in a thread calls the console.

import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { packArguments, packAsText, unpackArguments } from '../../../src/sandbox/thread/console-arguments.js'

const cross = (...args: unknown[]): readonly unknown[] => unpackArguments(structuredClone(packArguments(args)))

class Order {
  readonly id = 1
}

describe('data crosses as it is:', () => {
  const shared = { id: 1 }
  test.each<[string, unknown]>([
    ['words, numbers and the like', ['a', 1, 10n, true, null, undefined, Number.NaN]],
    ['plain objects and arrays', { a: [{ b: 1 }, [2, []]], c: {} }],
    ['objects without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    [
      'maps and sets',
      new Map<unknown, unknown>([
        ['a', new Set([1, { b: 2 }])],
        [{ c: 3 }, 4],
      ]),
    ],
    ['dates', { at: new Date(1) }],
    ['arrays with holes', Object.assign([], { 1: 1, 3: 2 })],
    ['what is there twice', [shared, shared]],
  ])('%s', (_, value) => {
    expect(cross(value)).toEqual([value])
    expect(inspect(cross(value)[0])).toBe(inspect(value).replace('[Object: null prototype] ', ''))
  })

  test('what holds itself', () => {
    const circular: Record<string, unknown> = { id: 1 }
    circular['self'] = [circular]
    const [copy] = cross(circular) as [typeof circular]
    expect(copy['self']).toEqual([copy])
  })

  test('what is hidden from Node.js is left out', () => {
    const value = Object.defineProperty({ a: 1 }, 'hidden', { value: () => 1 })
    expect(cross(value)).toEqual([{ a: 1 }])
  })
})

describe('errors stay errors:', () => {
  test('with name, message, stack, cause and fields, wherever they are', () => {
    class OrderError extends RangeError {
      override readonly name = 'OrderError'
      readonly order = { id: 1 }
    }
    const cause = Object.assign(new TypeError('inner'), { code: 'ECONNREFUSED', port: 80 })
    const error = new OrderError('outer', { cause })
    const [{ found }, again] = cross({ found: error }, error) as [{ found: OrderError }, OrderError]
    expect(found).toBeInstanceOf(Error)
    expect(again).toEqual(found)
    const { name, message, stack, order } = found
    expect({ name, message, stack, order }).toEqual({
      name: 'OrderError',
      message: 'outer',
      stack: error.stack,
      order: { id: 1 },
    })
    expect(found.cause).toBeInstanceOf(TypeError)
    expect(found.cause).toMatchObject({ message: 'inner', code: 'ECONNREFUSED', port: 80 })
    expect(inspect(found)).toBe(inspect(error))
  })

  test('with the name that their class has', () => {
    class Late extends Error {}
    Late.prototype.name = 'Late'
    const [late] = cross(new Late('x')) as [Late]
    expect([late.name, Object.keys(late)]).toEqual(['Late', []])
  })

  test('with the errors that they hold, and with themselves', () => {
    const aggregate = new AggregateError([new TypeError('a'), new Error('b')], 'both')
    const error = Object.assign(new Error('x'), { details: { aggregate } })
    Object.assign(error.details, { error })
    const [copy] = cross(error) as [typeof error & { details: { error: Error } }]
    expect(copy.details.aggregate).toMatchObject({ name: 'AggregateError', message: 'both' })
    expect(copy.details.aggregate.errors).toEqual([new TypeError('a'), new Error('b')])
    expect(copy.details.error).toBe(copy)
  })

  test('with the text of those fields that do not cross', () => {
    const fields = { order: new Order(), retry: () => 1, id: 1 }
    const error = Object.defineProperty(Object.assign(new Error('x'), fields), 'lazy', {
      enumerable: true,
      get: () => expect.unreachable(),
    })
    expect({ ...(cross(error)[0] as Error) }).toEqual({ order: 'Order { id: 1 }', retry: '[Function: retry]', id: 1 })
  })
})

describe('what is more than data crosses as its text:', () => {
  class LateDate extends Date {}
  const trapped = new Proxy(
    { a: 1 },
    {
      get: () => expect.unreachable(),
      ownKeys: () => expect.unreachable(),
      getPrototypeOf: () => expect.unreachable(),
    },
  )
  test.each<[string, unknown]>([
    ['functions', () => 1],
    ['classes', Order],
    ['symbols', Symbol('s')],
    ['instances', new Order()],
    ['binary data', Buffer.from('ab')],
    ['subclasses', new LateDate(1)],
    ['promises', Promise.resolve(1)],
    ['what only the web has', new URL('http://a/?b=1')],
    ['proxies', trapped],
    ['what is got', { get a() { return expect.unreachable() } }], // prettier-ignore
    ['fields with a symbol', { [Symbol('s')]: 1 }],
    ['objects that hold one', { a: [{ order: new Order() }] }],
    ['maps that hold one', new Map([['a', new Order()]])],
    ['sets that hold one', new Set([new Order()])],
  ])('%s', (_, value) => {
    expect(cross('a', value, { b: 1 })).toEqual(['a', inspect(value), { b: 1 }])
    expect(packAsText(['a', value, null]).args).toEqual(['a', inspect(value), null])
  })

  test('what has too many values, in all of the call', () => {
    const values = (length: number): number[] => Array.from({ length }, (_, i) => i)
    const [half, large] = [values(4999), values(20_000)]
    expect(cross(half, half)).toEqual([half, half])
    const isText = (...args: unknown[]): boolean[] => cross(...args).map((arg) => typeof arg === 'string')
    expect(isText(half, half, half, 1)).toEqual([false, false, true, true])
    expect(isText(large)).toEqual([true])
    expect(isText(new Map(half.map((i) => [i, [i, i]])))).toEqual([true])
    expect(isText(new Set(large))).toEqual([true])
    expect(isText({ a: half, b: [[...half], 1, 2] })).toEqual([true])
  })
})
