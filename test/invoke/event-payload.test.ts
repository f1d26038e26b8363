import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventPayload, REQUEST_LIMIT_BYTES } from '../../src/invoke/event-payload.js'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'

describe('an event', () => {
  test('that is JSON arrives as it is, whatever it is', () => {
    fc.assert(fc.property(fc.jsonValue(), (event) => eventPayload(event) === JSON.stringify(event)))
  })

  test('is {} when nothing is given, and null when that is given [HND-2]', () => {
    expect([eventPayload(undefined), eventPayload(null)]).toEqual(['{}', 'null'])
  })

  test.each<[unknown, unknown]>([
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [{ a: undefined, b: 1 }, { b: 1 }],
    [{ toJSON: () => 'own' }, 'own'],
    [Buffer.from('a'), { type: 'Buffer', data: [97] }],
    [
      new (class Order {
        id = 7
      })(),
      { id: 7 },
    ],
    [Object.create(null, { a: { value: 1, enumerable: true } }), { a: 1 }],
  ])('%o is fine: JSON merely writes it differently', (event, arrives) => {
    expect(JSON.parse(eventPayload(event))).toEqual(arrives)
  })

  test('may hold the same value twice, as long as it does not hold itself', () => {
    const shared = { id: 1 }
    expect(JSON.parse(eventPayload({ a: shared, b: [shared, shared] }))).toEqual({
      a: { id: 1 },
      b: [{ id: 1 }, { id: 1 }],
    })
  })
})

describe('an event that would not arrive', () => {
  const cycle: { self?: unknown; list: unknown[] } = { list: [] }
  cycle.list.push({ back: cycle })

  test.each<[unknown, string]>([
    [() => 1, 'invoke(): event is a function, which does not reach a Lambda function: JSON would leave it out.'],
    [
      { a: { b: Symbol('x') } },
      'invoke(): event.a.b is a symbol, which does not reach a Lambda function: JSON would leave it out.',
    ],
    [
      { lines: [{}, { price: 1n }] },
      'invoke(): event.lines[1].price is the BigInt 1n, which does not reach a Lambda function: JSON has no such value: pass a number or a string.',
    ],
    [
      { 'odd key': Number.NaN },
      'invoke(): event["odd key"] is NaN, which does not reach a Lambda function: JSON would turn it into null.',
    ],
    [
      [Infinity],
      'invoke(): event[0] is Infinity, which does not reach a Lambda function: JSON would turn it into null.',
    ],
    [
      [1, undefined],
      'invoke(): event[1] is undefined, which does not reach a Lambda function: JSON would turn it into null.',
    ],
    [
      { m: new Map() },
      'invoke(): event.m is a Map, which does not reach a Lambda function: JSON would turn it into {}: pass a plain object.',
    ],
    [
      { s: new Set() },
      'invoke(): event.s is a Set, which does not reach a Lambda function: JSON would turn it into {}: pass an array.',
    ],
    [
      { p: Promise.resolve() },
      'invoke(): event.p is a promise, which does not reach a Lambda function: JSON would turn it into {}: await it first.',
    ],
    [
      cycle,
      'invoke(): event.list[0].back is a reference back to a value that holds it, which does not reach a Lambda function: JSON has no cycles.',
    ],
  ])('%o is refused with the place in it', (event, message) => {
    expect(() => eventPayload(event)).toThrow(new TypeError(message))
  })

  test('is found wherever it is', () => {
    const path = fc.array(fc.oneof(fc.nat(3), fc.constantFrom('a', 'b', 'c')), { maxLength: 6 })
    fc.assert(
      fc.property(path, (keys) => {
        const event = keys.reduceRight<unknown>(
          (inner, key) =>
            typeof key === 'number' ? [...Array.from({ length: key }, () => 0), inner] : { [key]: inner },
          () => 'lost',
        )
        const where = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
        expect(() => eventPayload(event)).toThrow(`invoke(): event${where} is a function`)
      }),
    )
  })
})

describe('the size of an event', () => {
  test('may be 6 MB and no more [LIM-1]', () => {
    expect(eventPayload('x'.repeat(REQUEST_LIMIT_BYTES - 2))).toHaveLength(6 * 1024 * 1024)
    expect(() => eventPayload('x'.repeat(REQUEST_LIMIT_BYTES - 1))).toThrowErrorMatchingInlineSnapshot(
      `[RequestTooLargeException: Request must be smaller than 6291456 bytes for the InvokeFunction operation: this event is 6291457 bytes of JSON]`,
    )
  })

  test('is counted in bytes, not in characters', () => {
    const character = '€'
    const most = Math.floor((REQUEST_LIMIT_BYTES - 2) / 3)
    expect(eventPayload(character.repeat(most))).toHaveLength(most + 2)
    expect(() => eventPayload(character.repeat(most + 1))).toThrow(LambdaServiceException)
  })

  test('beyond it is refused as the service does [API-7]', () => {
    const refusal = (): string => eventPayload({ big: 'x'.repeat(REQUEST_LIMIT_BYTES) })
    expect(refusal).toThrow(expect.objectContaining({ name: 'RequestTooLargeException', statusCode: 413 }))
  })
})
