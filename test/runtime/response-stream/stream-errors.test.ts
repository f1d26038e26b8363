import { describe, expect, test } from 'vitest'
import {
  alreadyFinished,
  headersSent,
  invalidChunk,
  socketHangUp,
  tooLate,
  writeAfterDestroy,
  writeAfterEnd,
} from '../../../src/runtime/response-stream/stream-errors.js'

describe('the errors of a response stream', () => {
  test.each([
    [writeAfterEnd(), 'ERR_STREAM_WRITE_AFTER_END', 'write after end'],
    [writeAfterDestroy(), 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed'],
    [alreadyFinished(), 'ERR_STREAM_ALREADY_FINISHED', 'Cannot call end after a stream was finished'],
    [headersSent(), 'ERR_HTTP_HEADERS_SENT', 'Cannot set headers after they are sent to the client'],
  ])('have Node’s code in their text and stack, and a plain name: %s', (error, code, message) => {
    expect([error.name, error.message, { ...error }]).toEqual(['Error', message, { code }])
    expect(String(error)).toBe(`Error [${code}]: ${message}`)
    expect(error.stack).toMatch(`Error [${code}]: ${message}\n    at `)
  })

  test('name the type error of a chunk as Node does', () => {
    const received = (chunk: unknown): string => invalidChunk(chunk).message.replace(/^.* Received /, '')
    class Order {
      readonly id = 1
    }
    expect([undefined, 5, true, 1n, new Order(), [], Object.create(null), order].map(received)).toEqual([
      'undefined',
      'type number (5)',
      'type boolean (true)',
      'type bigint (1n)',
      'an instance of Order',
      'an instance of Array',
      '[Object: null prototype] {}',
      'function order',
    ])
    expect(invalidChunk(1)).toBeInstanceOf(TypeError)
    expect(invalidChunk(null)).toMatchObject({
      code: 'ERR_STREAM_NULL_VALUES',
      message: 'May not write null values to stream',
    })
  })

  test('of a connection that ends early is a reset, without the code in its text', () => {
    expect({ ...socketHangUp() }).toEqual({ code: 'ECONNRESET' })
    expect(String(socketHangUp())).toBe('Error: socket hang up')
  })

  test('of AWS’s client carries its name on the instance on nodejs24.x only (LAB)', () => {
    expect(tooLate('nodejs24.x').name).toBe('Runtime.InvalidStreamingOperation')
    expect(Object.keys(tooLate('nodejs24.x'))).toEqual(['name'])
    expect(tooLate('nodejs22.x').name).toBe('Runtime.InvalidStreamingOperation')
    expect(Object.keys(tooLate('nodejs22.x'))).toEqual([])
  })
})

function order(): void {}
