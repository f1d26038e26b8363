// Writes the record of a finished invocation: the log in Lambda's order, the report's figures, everything frozen.

import { endLine, reportLine } from '../record/platform-lines.js'
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
  readonly sharedModules: readonly string[]
  readonly tmp: TmpSnapshot
  readonly cpuMs: number
}

/** `logs` is taken over: it becomes the record's own. */
export function writeRecord(course: Course): InvocationRecord {
  const { spec, request, ending, logs } = course
  const report = writeReport(course)
  const end = endLine(spec.source, request.requestId)
  if (end) logs.push(end)
  logs.push(reportLine(spec.source, ending.endedAt, request.requestId, report, ending.status, request.tenantId))
  return Object.freeze({
    requestId: request.requestId,
    functionArn: request.functionArn,
    version: spec.source.version,
    environmentId: spec.id,
    invocationIndex: course.invocationIndex,
    coldStart: course.coldStart,
    code: spec.alreadyEvaluated ? 'function' : 'module',
    outcome: ending.outcome,
    logs: Object.freeze(logs),
    report,
    ...(ending.leaks ? { leaks: ending.leaks } : {}),
    ...(ending.resumed ? { resumed: ending.resumed } : {}),
    connections: ending.connections,
    ...(course.stream ? { stream: summarise(course.stream, ending.stream?.endedAt !== undefined) } : {}),
    tmp: course.tmp,
    phases: Object.freeze(course.phases),
    missingEnv: ending.missingEnv,
    sharedModules: course.sharedModules,
    ...(ending.waitingFor ? { waitingFor: ending.waitingFor } : {}),
  } satisfies InvocationRecord)
}

/**
 * LOG-7: since 2025-08-01 the billed duration includes Init. Durations have microsecond precision at most: what a sum of
 * binary fractions has beyond that must not bill a millisecond more.
 */
function writeReport({ spec, ending, startedAt, initDurationMs, cpuMs }: Course): Report {
  const durationMs = round(ending.endedAt - startedAt)
  const billedDurationMs = Math.max(1, Math.ceil(round(durationMs + (initDurationMs ?? 0))))
  const memorySizeMB = spec.source.memorySizeMB
  const report = { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB: memorySizeMB, cpuMs: round(cpuMs) }
  return Object.freeze(initDurationMs === undefined ? report : { ...report, initDurationMs: round(initDurationMs) })
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
