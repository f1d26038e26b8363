// Text without what differs between two runs of the same test: ids, times, durations, and where the project lies.

import type { InvocationRecord, LogEntry } from './record.js'

const FOREIGN = /node:|[\\/]node_modules[\\/]/

/** The day before the rest of a log stream's name, which is an environment's id (CTX-8). */
const DAY_OF_STREAM = /\d{4}\/\d\d\/\d\d\/(?=[\w-]*\[[^\]\s]+\]<environment id>)/g

/** X-Ray's header as Lambda makes it for each invocation (CTX-13). */
const TRACE_HEADER = /\bRoot=1-[\da-f]{8}-[\da-f]{24};Parent=[\da-f]{16};Sampled=([01])(;Lineage=\d+:[\da-f]{8}:\d+)?/g

/**
 * Replaces the ids of this invocation, and the day in its log stream's name; ids that the function made up itself stay.
 */
export function withoutIds(text: string, record: InvocationRecord): string {
  const known = withoutTrace(replaceId(text, record.requestId, '<request id>'))
  const stable = replaceId(known, record.environmentId, '<environment id>')
  return stable === known ? known : stable.replace(DAY_OF_STREAM, '<date>/')
}

function withoutTrace(text: string): string {
  return text.replace(TRACE_HEADER, (_, sampled: string, lineage?: string) => {
    const end = lineage === undefined ? '' : ';Lineage=<lineage>'
    return `Root=<trace id>;Parent=<segment id>;Sampled=${sampled}${end}`
  })
}

/** The platform puts the request id before what it says about an exit or a timeout (ERR-11, ERR-12). */
export function withoutRequestPrefix(message: string): string {
  return message.replace(/^RequestId: \S+ Error: /, '')
}

/** The same where the record is not at hand. */
export function withoutRequestId(message: string): string {
  return message.replace(/\b(RequestId: )[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '$1<request id>')
}

/** A log line as every run writes it. Without a record every request id is that of the line. */
export function stableLine(text: string, entry: LogEntry, record?: InvocationRecord): string {
  const known = record ? withoutIds(text, record) : text
  const name = record ? '<earlier request id>' : '<request id>'
  // Lines of leftover work carry the request id of an earlier invocation (FRZ-7).
  return stableText(entry.requestId === undefined ? known : replaceId(known, entry.requestId, name))
}

/**
 * Replaces times, durations, memory use, trace ids and paths in what Lambda and its loggers write; frames of stacks that
 * differ between versions of Node.js and of packages are left out.
 */
export function stableText(text: string): string {
  return stablePaths(withoutForeignFrames(withoutTrace(text)))
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>')
    .replace(/"(timestamp|Timestamp|time)":\s*\d{10,}/g, '"$1":"<time>"')
    .replace(/\b(Duration: )[\d.]+ ms/g, '$1<ms> ms')
    .replace(/\b(Max Memory Used: )\d+ MB/g, '$1<MB> MB')
    .replace(/"((?:\w+D|d)urationMs|maxMemoryUsedMB)":\s*[\d.]+/g, '"$1":"<number>"')
    .replace(/\b1-[\da-f]{8}-[\da-f]{24}\b/g, '<trace id>')
    .replace(/\b(SegmentId: )[\da-f]{16}\b/g, '$1<segment id>')
    .replace(/\d{4}\/\d\d\/\d\d\/([\w-]*\[[^\]\s]+\])[\da-f]{32}/g, '<date>/$1<log stream id>')
}

/** Looked for first, and only from the beginning of each word: a long base64 text has a slash, a possible path, everywhere. */
const WORD_WITH_POSITION = /(?<![^\s()"'])[^\s()"']+:\d+:\d+/g
const PATH_WITH_POSITION = /(?:file:\/\/)?(?:\/|\b[A-Za-z]:[\\/])(?:[^\s()"'/\\]+[\\/]+)*([^\s()"'/\\:]+):\d+:\d+/g

/** Where an error was made, as the logger of Powertools writes it: `"location":"/app/src/pay.ts:12"`. */
const LOCATION = /("location":\s*")(?:[^"\n]*[\\/])?([^"\\/\n]+):\d+"/g

/** `file:line:column` becomes the file's bare name: folders differ between machines, positions with coverage on. */
export function stablePaths(text: string): string {
  return text
    .replace(/\b(node:[\w/]+):\d+:\d+/g, '$1')
    .replace(/\((?:[^()\n]*[\\/])?([^()\\/\n]+):\d+:\d+\)/g, '($1)')
    .replace(LOCATION, '$1$2"')
    .replace(WORD_WITH_POSITION, (word) => word.replace(PATH_WITH_POSITION, '$1'))
}

/** A stack as every run and Node.js version gives it: the message, and the frames of the user's own code. */
export function stableTrace(trace: readonly string[]): string[] {
  return trace.filter((line) => !isForeignFrame(line)).map((line) => stablePaths(line))
}

/** Whether a stack line is a frame in Node.js or in an installed package. */
export function isForeignFrame(line: string): boolean {
  return /^\s+at /.test(line) && FOREIGN.test(line)
}

/** In a stack of several lines, in one that is text in JSON, and in one that is a list in JSON. */
function withoutForeignFrames(text: string): string {
  const frame = /\n\s+at [^\n]*|\\n\s+at (?:[^"\\]|\\[^n])*|,"\s+at (?:[^"\\]|\\.)*"/g
  return text.replace(frame, (found) => (FOREIGN.test(found) ? '' : found))
}

/** A property matcher may stand for the id. */
function replaceId(text: string, id: unknown, name: string): string {
  // A short id is no UUID but one that a test made up, and would be found inside words and numbers.
  return typeof id !== 'string' || id.length < 8 ? text : text.replaceAll(id, name)
}
