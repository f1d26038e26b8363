// The rows of a timeline about a streamed response: when how much of it left, and whether it was ended.

import { elapsed } from './elapsed.js'
import type { InvocationRecord } from './record.js'
import type { StreamSummary } from './stream.js'
import { row } from './timeline-logs.js'

/** More rows than this, and those in the middle are only counted. */
const SHOWN = 8

/** One row for what left at the same time. */
export function streamRows({ stream, outcome }: InvocationRecord): readonly string[] {
  if (stream === undefined) return []
  const sent = Map.groupBy(stream.chunks, ({ atMs }) => atMs)
  const rows = [...sent].map(([atMs, chunks]) => row(`+${elapsed(atMs)}`, `streamed ${amount(chunks)}`))
  // After a timeout, the row of the end says so, among what was waited for.
  const ending = stream.complete || outcome === 'timeout' ? [] : [row('', 'the response stream was not ended')]
  return [row('', head(stream)), ...shortened(rows), ...ending]
}

function head({ contentType, statusCode, chunks }: StreamSummary): string {
  const status = statusCode === undefined ? '' : `, status ${statusCode}`
  return `response stream of ${contentType}${status}${chunks.length === 0 ? ': nothing was written' : ''}`
}

function amount(chunks: StreamSummary['chunks']): string {
  const total = chunks.reduce((sum, { bytes }) => sum + bytes, 0)
  const size = `${total} ${total === 1 ? 'byte' : 'bytes'}`
  return chunks.length === 1 ? size : `${size} in ${chunks.length} chunks`
}

function shortened(rows: readonly string[]): readonly string[] {
  if (rows.length <= SHOWN) return rows
  const half = SHOWN / 2
  return [...rows.slice(0, half), row('', `… and ${rows.length - SHOWN} times more`), ...rows.slice(-half)]
}
