import { describe, expect, test } from 'vitest'
import { invokeEnding } from '../../src/environment/ending.js'
import { STREAM_LIMIT_BYTES, StreamBook } from '../../src/environment/stream-book.js'
import type { Settled } from '../../src/sandbox/port.js'

const bytes = (count: number): Uint8Array => new Uint8Array(count).fill(65)
const settled: Settled = { endedAt: 5, survives: true, missingEnv: [], outcome: 'response', payload: '' }

describe('what a streaming handler has sent', () => {
  test('is nothing at all where none streams', () => {
    const book = new StreamBook()
    expect(book.sent).toBeUndefined()
    expect(invokeEnding(settled, 'id', 3_000, book).stream).toBeUndefined()
  })

  test('has the last content type, the chunks, and the time of the end', () => {
    const book = new StreamBook()
    book.write({ kind: 'head', contentType: 'application/octet-stream' })
    book.write({ kind: 'head', contentType: 'text/plain' })
    expect(book.sent).toEqual({ contentType: 'text/plain', chunks: [] })
    book.write({ kind: 'chunk', at: 1, bytes: bytes(2) })
    book.write({ kind: 'end', at: 4 })
    expect(book.sent).toEqual({ contentType: 'text/plain', chunks: [{ at: 1, bytes: bytes(2) }], endedAt: 4 })
    expect(invokeEnding(settled, 'id', 3_000, book)).toMatchObject({
      outcome: 'response',
      stream: { contentType: 'text/plain' },
    })
  })

  test('is with the end of an invocation whichever way it ended [STR-9]', () => {
    const book = new StreamBook()
    book.write({ kind: 'head', contentType: 'text/plain' })
    const { payload: _, ...rest } = settled
    expect(invokeEnding({ ...rest, outcome: 'timeout', waitingFor: [] }, 'id', 3_000, book).stream).toEqual(book.sent)
    expect(invokeEnding({ ...rest, outcome: 'exit', exit: { code: 1 } }, 'id', 3_000, book).stream).toEqual(book.sent)
  })
})

describe('the limit of a streamed response', () => {
  test('is 200 MB [STR-11]', () => {
    expect(STREAM_LIMIT_BYTES).toBe(209_715_200)
  })

  test('lets exactly so many bytes through, and cuts what is beyond [STR-11]', () => {
    const book = new StreamBook(10)
    book.write({ kind: 'head', contentType: 'text/plain' })
    book.write({ kind: 'chunk', at: 1, bytes: bytes(10) })
    expect(book.tooLarge).toBeUndefined()
    const cut = new StreamBook(10)
    cut.write({ kind: 'head', contentType: 'text/plain' })
    for (const at of [1, 2, 3]) cut.write({ kind: 'chunk', at, bytes: bytes(7) })
    expect(cut.sent?.chunks.map((chunk) => chunk.bytes.length)).toEqual([7, 3])
    expect(cut.tooLarge).toMatchInlineSnapshot(`
      {
        "errorMessage": "Response payload size (21 bytes) exceeded maximum allowed payload size (10 bytes).",
        "errorType": "Function.ResponseSizeTooLarge",
      }
    `)
  })

  test('fails the invocation, whose environment goes on [STR-11]', () => {
    const book = new StreamBook(1)
    book.write({ kind: 'head', contentType: 'text/plain' })
    book.write({ kind: 'chunk', at: 1, bytes: bytes(2) })
    const ending = invokeEnding(settled, 'id', 3_000, book)
    expect(ending).toMatchObject({ outcome: 'error', survives: true, stream: { chunks: [{ at: 1 }] } })
    expect(JSON.parse(ending.payload)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' })
  })
})
