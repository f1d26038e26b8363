import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventPayload, REQUEST_LIMIT_BYTES } from '../../src/invoke/event-payload.js'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'

/** Of a request whose answer somebody waits for. */
const payloadOf = (event: unknown): string => eventPayload(event, 'RequestResponse')

describe('an event', () => {
  test('that is JSON arrives as it is, whatever it is', () => {
    fc.assert(fc.property(fc.jsonValue(), (event) => payloadOf(event) === JSON.stringify(event)))
  })

  test('is {} when nothing is given, and null when that is given [HND-2]', () => {
    expect([payloadOf(undefined), payloadOf(null)]).toEqual(['{}', 'null'])
  })

  test('that JSON would change is refused with the place in it', () => {
    expect(() => payloadOf({ at: new Map() })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: invoke(): event.at is a Map, which does not reach a Lambda function: JSON would turn it into {}: pass a plain object.]`,
    )
  })
})

describe('the size of an event', () => {
  test('may be 6 MB and no more [LIM-1]', () => {
    expect(payloadOf('x'.repeat(REQUEST_LIMIT_BYTES - 2))).toHaveLength(6 * 1024 * 1024)
    expect(() => payloadOf('x'.repeat(REQUEST_LIMIT_BYTES - 1))).toThrowErrorMatchingInlineSnapshot(
      `[RequestTooLargeException: Request must be smaller than 6291456 bytes for the InvokeFunction operation: this event is 6291457 bytes of JSON]`,
    )
  })

  test('is counted in bytes, not in characters', () => {
    const character = '€'
    const most = Math.floor((REQUEST_LIMIT_BYTES - 2) / 3)
    expect(payloadOf(character.repeat(most))).toHaveLength(most + 2)
    expect(() => payloadOf(character.repeat(most + 1))).toThrow(LambdaServiceException)
  })

  test('beyond it is refused as the service does [API-7]', () => {
    const refusal = (): string => payloadOf({ big: 'x'.repeat(REQUEST_LIMIT_BYTES) })
    expect(refusal).toThrow(expect.objectContaining({ name: 'RequestTooLargeException', statusCode: 413 }))
  })
})
