// Builds invocation results for the matchers' tests, as the environment and the Invoke API would.

import type { InvocationRecord, LogEntry, Phase } from '../../src/record/record.js'
import type { FunctionError, InvocationResult } from '../../src/record/result.js'

/** When the invocation of every result begins. */
export const STARTED_AT: number = Date.parse('2026-01-01T12:00:00.000Z')
export const REQUEST_ID = '8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b'

const platform: readonly [LogEntry, LogEntry, LogEntry] = [
  { line: `START RequestId: ${REQUEST_ID} Version: $LATEST`, source: 'platform', requestId: REQUEST_ID },
  { line: `END RequestId: ${REQUEST_ID}`, source: 'platform', requestId: REQUEST_ID },
  {
    line: `REPORT RequestId: ${REQUEST_ID}\tDuration: 12.00 ms\tBilled Duration: 132 ms\tMemory Size: 128 MB\tMax Memory Used: 128 MB\tInit Duration: 120.00 ms\t`,
    source: 'platform',
    requestId: REQUEST_ID,
  },
]

/** A record of a cold start that took 120 ms to initialise and 12 ms to run; `logs` are put between START and END. */
export function record({ logs = [], ...given }: Partial<InvocationRecord> = {}): InvocationRecord {
  const [start, end, report] = platform
  return {
    requestId: REQUEST_ID,
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:orders',
    version: '$LATEST',
    environmentId: '2f1c7b1e0d9a4c56b3e8f7a6d5c4b3a2',
    invocationIndex: 1,
    coldStart: true,
    initializationType: 'on-demand',
    code: 'module',
    outcome: 'response',
    logs: [start, ...logs, end, report],
    report: {
      durationMs: 12,
      billedDurationMs: 132,
      initDurationMs: 120,
      memorySizeMB: 128,
      maxMemoryUsedMB: 128,
      cpuMs: 3,
    },
    connections: { opened: [], reused: [], stale: [], blocked: [] },
    tmp: { files: {}, bytes: 0 },
    phases: [init(120), invoke(12)],
    missingEnv: [],
    sharedModules: [],
    ...given,
  }
}

export function init(durationMs: number, status: Phase['status'] = 'success'): Phase {
  return { phase: 'init', startedAt: STARTED_AT - durationMs, durationMs, status }
}

export function freeze(durationMs: number): Phase {
  return { phase: 'freeze', startedAt: STARTED_AT - durationMs, durationMs, status: 'success' }
}

export function invoke(durationMs: number, status: Phase['status'] = 'success'): Phase {
  return { phase: 'invoke', startedAt: STARTED_AT, durationMs, status }
}

/** What makes a record one of a second, warm invocation, a second after the first. */
export const warm: Partial<InvocationRecord> = {
  coldStart: false,
  invocationIndex: 2,
  phases: [freeze(1000), invoke(12)],
}

export function answered<Payload>(payload: Payload, given: Partial<InvocationRecord> = {}): InvocationResult<Payload> {
  return Object.freeze({ statusCode: 200, payload, executedVersion: '$LATEST', record: record(given) })
}

export function failed(error: Partial<FunctionError> = {}, given: Partial<InvocationRecord> = {}): InvocationResult {
  const body: FunctionError = { errorType: 'TypeError', errorMessage: 'boom', ...error }
  return Object.freeze({
    statusCode: 200,
    payload: body,
    error: body,
    functionError: 'Unhandled',
    executedVersion: '$LATEST',
    record: record({ outcome: 'error', phases: [init(120), invoke(12, 'error')], ...given }),
  })
}

export function timedOut(given: Partial<InvocationRecord> = {}): InvocationResult {
  const report = { durationMs: 3000, billedDurationMs: 3120, memorySizeMB: 128, maxMemoryUsedMB: 128, cpuMs: 3 }
  const errorMessage = `RequestId: ${REQUEST_ID} Error: Task timed out after 3.00 seconds`
  const phases = [init(120), invoke(3000, 'timeout')]
  return failed({ errorType: 'Sandbox.Timedout', errorMessage }, { outcome: 'timeout', report, phases, ...given })
}

export function exited(given: Partial<InvocationRecord> = {}): InvocationResult {
  const errorMessage = `RequestId: ${REQUEST_ID} Error: Runtime exited with error: exit status 1`
  return failed({ errorType: 'Runtime.ExitError', errorMessage }, { outcome: 'exit', ...given })
}

/** A line of `console.info` and the like in the Text format (LOG-13), `at` ms after the invocation began. */
export function text(level: string, message: string, at = 0): LogEntry {
  const time = new Date(STARTED_AT + at).toISOString()
  const line = `${time}\t${REQUEST_ID}\t${level}\t${message}`
  return { line, source: 'application', level, requestId: REQUEST_ID, message }
}

/** The same in the JSON format (LOG-18). */
export function json(level: string, message: unknown, at = 0): LogEntry {
  const timestamp = new Date(STARTED_AT + at).toISOString()
  const line = JSON.stringify({ timestamp, level, requestId: REQUEST_ID, message })
  const said = typeof message === 'string' ? message : JSON.stringify(message)
  return { line, source: 'application', level, requestId: REQUEST_ID, message: said }
}

/** A line that the function wrote to stdout itself (LOG-15). */
export function stdout(line: string): LogEntry {
  return { line, source: 'application' }
}

/** What a failing assertion says, and what Vitest shows as its difference. */
export interface Failure {
  readonly message: string
  readonly actual: unknown
  readonly expected: unknown
}

/** The failure of an assertion; an assertion that holds is an error. */
export function failure(assertion: () => void): Failure {
  try {
    assertion()
  } catch (error) {
    const { message, actual, expected } = error as Failure
    return { message, actual, expected }
  }
  throw new Error('the assertion was meant to fail, but holds')
}
