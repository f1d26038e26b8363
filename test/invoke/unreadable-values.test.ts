import { describe, expect, test } from 'vitest'
import { losslessJson } from '../../src/invoke/lossless-json.js'

const boom = new Error('no connection')
const fail = (): never => {
  throw boom
}

describe('a value that throws when it is read', () => {
  test.each<[string, () => unknown, string]>([
    ['a toJSON()', () => ({ items: [1, { toJSON: fail }] }), 'event.items[1]'],
    [
      'a getter',
      () => ({ detail: Object.defineProperty({}, 'order', { get: fail, enumerable: true }) }),
      'event.detail',
    ],
    ['a proxy', () => ({ order: new Proxy({}, { ownKeys: fail }) }), 'event.order'],
  ])('is told by its place, with the error as the cause: %s', (_what, event, place) => {
    const refusal = `invoke(): ${place} is an object that throws Error: no connection, which does not reach a Lambda function: JSON has to read all of it.`
    expect(() => losslessJson('event', event())).toThrow(expect.objectContaining({ message: refusal, cause: boom }))
  })

  test('is told also where it is no error that it throws, or undefined', () => {
    const throwing = (value: unknown): object => ({
      toJSON() {
        throw value
      },
    })
    expect(() => losslessJson('event', { a: throwing('text') })).toThrow('event.a is an object that throws text')
    expect(() => losslessJson('event', { a: throwing(undefined) })).toThrow(
      'event.a is an object that throws undefined',
    )
  })
})
