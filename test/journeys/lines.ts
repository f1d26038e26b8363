// The lines of an invocation's log, without what differs between two runs.

import type { InvocationResult, LogEntry } from 'vitest-lambda'

/** Every line, its request id replaced; environments begin at `vi.setSystemTime`, so the times are the same each run. */
export function lines({ record }: InvocationResult): string[] {
  return texts(record.logs, record.requestId)
}

/** The lines of the platform alone, or of the function alone. */
export function linesOf({ record }: InvocationResult, source: 'platform' | 'application'): string[] {
  return texts(
    record.logs.filter((entry) => entry.source === source),
    record.requestId,
  )
}

function texts(logs: readonly LogEntry[], requestId: string): string[] {
  return logs.flatMap(({ line }) => (/^ {4}at /.test(line) ? [] : [stable(line, requestId)]))
}

/** Stacks differ between versions of Node: what remains of them is the message. */
function stable(line: string, requestId: string): string {
  return line.replaceAll(requestId, '<id>').replaceAll(/"stack":\[("(?:[^"\\]|\\.)*")[^\]]*\]/g, '"stack":[$1, …]')
}
