import { describe, expect, test } from 'vitest'
import {
  checkStreamingMark,
  HIGH_WATER_MARK,
  highWaterMark,
  isStreaming,
  STREAMING,
  streamifyResponse,
} from '../../src/runtime/streamify.js'
import { BOTH_RULES } from './play.js'

const handler = async (): Promise<void> => {}

function marked(mark: unknown): () => void {
  return Object.assign(() => {}, { [STREAMING]: mark })
}

describe('streamifyResponse()', () => {
  test('returns the same function, marked with AWS’s own symbol [STR-1]', () => {
    expect(streamifyResponse(handler)).toBe(handler)
    expect(Object.getOwnPropertyDescriptor(handler, Symbol.for('aws.lambda.runtime.handler.streaming'))).toEqual({
      value: 'response',
      writable: true,
      enumerable: true,
      configurable: true,
    })
    expect(isStreaming(handler)).toBe(true)
  })

  test('marks nothing else without a high-water mark', () => {
    expect(Reflect.ownKeys(streamifyResponse(() => {}))).not.toContain(HIGH_WATER_MARK)
    expect(highWaterMark(streamifyResponse(() => {}))).toBeUndefined()
  })

  test.each([
    [{ highWaterMark: 1024 }, 1024],
    [{ highWaterMark: 10.9 }, 10],
    [{ highWaterMark: Number.NaN }, undefined],
    [{ highWaterMark: '64' as unknown as number }, undefined],
  ])('keeps a high-water mark that is a number, whole: %o [STR-1]', (options, expected) => {
    expect(highWaterMark(streamifyResponse(() => {}, options))).toBe(expected)
  })

  test('is lost on a function that wraps the marked one [STR-1]', () => {
    const inner = streamifyResponse(() => {})
    expect(isStreaming(() => inner())).toBe(false)
  })

  test('of nothing is the TypeError of the assignment, as on Lambda', () => {
    expect(() => streamifyResponse(undefined as unknown as object)).toThrow(TypeError)
  })
})

describe('checkStreamingMark()', () => {
  test.each(BOTH_RULES)('passes functions with AWS’s mark or none, on %s', (rules) => {
    for (const mark of ['response', undefined, null, false]) {
      expect(() => checkStreamingMark(marked(mark), rules)).not.toThrow()
    }
    expect(() => checkStreamingMark(() => {}, rules)).not.toThrow()
  })

  test.each(BOTH_RULES)('refuses any other mark, on %s [STR-1]', (rules) => {
    for (const mark of ['request', true, 1, {}]) {
      expect(() => checkStreamingMark(marked(mark), rules)).toThrow(
        expect.objectContaining(
          rules === 'nodejs24.x'
            ? { name: 'Runtime.MalformedStreamingHandler', message: 'Only response streaming is supported.' }
            : { name: 'ReferenceError', message: 'MalformedStreamingHandler is not defined' },
        ),
      )
    }
  })

  test.each(['', 0])('takes the falsy mark %o for none on nodejs24.x only', (mark) => {
    expect(() => checkStreamingMark(marked(mark), 'nodejs24.x')).not.toThrow()
    expect(() => checkStreamingMark(marked(mark), 'nodejs22.x')).toThrow('MalformedStreamingHandler is not defined')
    expect(isStreaming(marked(mark))).toBe(false)
  })
})
