import { describe, expect, test } from 'vitest'
import type { StreamSummary } from '../../src/record/stream.js'
import { renderTimeline } from '../../src/record/timeline.js'
import { streamRows } from '../../src/record/timeline-stream.js'
import { record, text } from '../matchers/result.js'

const STREAM: StreamSummary = { contentType: 'text/plain', chunks: [], complete: true }

function chunks(...each: [atMs: number, bytes: number][]): StreamSummary['chunks'] {
  return each.map(([atMs, bytes]) => ({ atMs, bytes }))
}

describe('the timeline of a streamed response', () => {
  test('tells what left when, together what left together', () => {
    const stream = { ...STREAM, statusCode: 201, chunks: chunks([0, 1], [0, 9], [1_500, 2_048]) }
    expect(renderTimeline(record({ stream, logs: [text('INFO', 'order 1', 0)] }))).toMatchInlineSnapshot(`
      "What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +0 ms     INFO  order 1
                    response stream of text/plain, status 201
          +0 ms     streamed 10 bytes in 2 chunks
          +1.5 s    streamed 2048 bytes
          +12 ms    answered"
    `)
  })

  test('has nothing of it where the handler does not stream', () => {
    expect(streamRows(record())).toEqual([])
  })

  test('says that nothing was written, and that the stream was not ended', () => {
    expect(streamRows(record({ stream: { ...STREAM, complete: false }, outcome: 'exit' }))).toEqual([
      '              response stream of text/plain: nothing was written',
      '              the response stream was not ended',
    ])
  })

  test('leaves that to the row of the end after a timeout, which names what was waited for', () => {
    expect(streamRows(record({ stream: { ...STREAM, complete: false }, outcome: 'timeout' }))).toHaveLength(1)
  })

  test('counts what is in the middle of many', () => {
    const many = chunks(...Array.from({ length: 20 }, (_, i): [number, number] => [i * 10, i + 1]))
    const rows = streamRows(record({ stream: { ...STREAM, chunks: many } }))
    expect(rows).toHaveLength(10)
    expect(rows.slice(4, 7).map((row) => row.trim())).toEqual([
      '+30 ms    streamed 4 bytes',
      '… and 12 times more',
      '+160 ms   streamed 17 bytes',
    ])
  })
})
