// The log tail that `logType: 'Tail'` returns.

import type { LogEntry } from './record.js'

/** LOG-21. Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (LogType) */
const TAIL_BYTES = 4096

/** Base64 of the last 4,096 bytes of an invocation's log; it may start in the middle of a line. */
export function logTail(logs: readonly LogEntry[]): string {
  const bytes = Buffer.from(logs.map(({ line }) => `${line}\n`).join(''))
  return bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES)).toString('base64')
}
