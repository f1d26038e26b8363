// Writes the record of a finished invocation: the log in Lambda's order, the report's figures, everything frozen.

import { endLines } from '../record/platform-lines.js'
import type { InvocationRecord, LogEntry, Phase, Report, TmpSnapshot } from '../record/record.js'
import { type StreamedResponse, summarise } from '../record/stream.js'
import type { Ending } from './ending.js'
import type { EnvironmentSpec, Request } from './spec.js'

/** Everything that is known when an invocation has ended. */
export interface Course {
  readonly spec: EnvironmentSpec
  readonly request: Request
  readonly ending: Ending
  readonly startedAt: number
  readonly phases: readonly Phase[]
  readonly coldStart: boolean
  readonly logs: LogEntry[]
  readonly initDurationMs: number | undefined
  readonly stream?: StreamedResponse | undefined
  readonly invocationIndex: number
  /** Of an environment that runs several at once. */
  readonly beside?: readonly number[]
  readonly sharedModules: readonly string[]
  readonly tmp: TmpSnapshot
  /** How long the test's own thread was busy meanwhile. */
  readonly busyMs: number
}

/** `logs` is taken over: it becomes the record's own. */
export function writeRecord(course: Course): InvocationRecord {
  const { spec, request, ending, logs } = course
  const report = writeReport(course)
  const { requestId, tenantId } = request
  const end = { at: ending.endedAt, requestId, tenantId, report, ended: ending.status, producedBytes: produced(course) }
  logs.push(...endLines(spec.source, end))
  const record: Written = {
    requestId,
    functionArn: request.functionArn,
    version: spec.source.version,
    environmentId: spec.id,
    invocationIndex: course.invocationIndex,
    coldStart: course.coldStart,
    initializationType: spec.source.initializationType ?? 'on-demand',
    code: spec.alreadyEvaluated ? 'function' : 'module',
    outcome: ending.outcome,
    logs: Object.freeze(logs),
    report,
    connections: ending.connections,
    tmp: course.tmp,
    phases: Object.freeze(course.phases),
    missingEnv: ending.missingEnv,
    sharedModules: course.sharedModules,
  }
  if (ending.leaks) record.leaks = ending.leaks
  if (ending.resumed) record.resumed = ending.resumed
  if (course.beside) record.beside = Object.freeze(course.beside)
  if (course.stream) record.stream = summarise(course.stream, ending.stream?.endedAt !== undefined)
  if (ending.waitingFor) record.waitingFor = ending.waitingFor
  if (ending.guide !== undefined) record.guide = ending.guide
  return Object.freeze(record)
}

type Written = { -readonly [Key in keyof InvocationRecord]: InvocationRecord[Key] }

/** Counted only where a line may say it. */
function produced({ spec, ending, stream }: Course): number | undefined {
  const answered = ending.outcome === 'response' || ending.outcome === 'error'
  if (spec.source.format === 'Text' || !answered) return undefined
  return stream?.bytes.length ?? Buffer.byteLength(ending.payload)
}

/**
 * LOG-7: since 2025-08-01 the billed duration includes Init. Durations have microsecond precision at most: what a sum of
 * binary fractions has beyond that must not bill a millisecond more.
 */
function writeReport({ spec, ending, startedAt, initDurationMs, busyMs }: Course): Report {
  const durationMs = round(ending.endedAt - startedAt)
  // Init ahead of any request is billed as provisioned concurrency (INIT-14).
  const billedInitMs = spec.source.initializationType === 'provisioned-concurrency' ? 0 : (initDurationMs ?? 0)
  const billedDurationMs = Math.max(1, Math.ceil(round(durationMs + billedInitMs)))
  const memorySizeMB = spec.source.memorySizeMB
  const { used } = ending
  const maxMemoryUsedMB = used ? Math.min(memorySizeMB, Math.ceil(used.memoryBytes / MB)) : memorySizeMB
  const cpuMs = round(used?.cpuMs ?? busyMs)
  const report = { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, cpuMs }
  return Object.freeze(initDurationMs === undefined ? report : { ...report, initDurationMs: round(initDurationMs) })
}

const MB = 1024 * 1024

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
