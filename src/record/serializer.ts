// A snapshot serializer that prints invocation results and records the same in each run.

import { isInvocationRecord, isInvocationResult, isObject } from './recognise.js'
import type { InvocationRecord, LogEntry, Phase, Report } from './record.js'
import type { InvocationResult } from './result.js'
import { stableConnections } from './stable-connections.js'
import { stableStream, stableSummary } from './stable-stream.js'
import { isForeignFrame, stableLine, stablePaths, stableTrace, withoutIds } from './stable-text.js'

/** Prints a nested value; `Config` is the printer's own, handed through. */
export type SnapshotPrinter<Config> = (
  value: unknown,
  config: Config,
  indentation: string,
  depth: number,
  refs: unknown[],
) => string

/** What `expect.addSnapshotSerializer` takes. */
export interface InvocationSerializer {
  test(value: unknown): boolean
  serialize<Config>(
    value: unknown,
    config: Config,
    indentation: string,
    depth: number,
    refs: unknown[],
    printer: SnapshotPrinter<Config>,
  ): string
}

/**
 * Keeps `expect(result).toMatchSnapshot()` the same in each run: request and environment ids, times, durations, memory
 * use and the folders and positions in stack traces are replaced by what they are (`<request id>`, `<ms>`, …), and
 * frames of Node.js and of packages are left out.
 * Payload, log texts, `/tmp` and everything else stay as they are.
 *
 * @example
 * expect.addSnapshotSerializer(invocationSerializer)
 */
export const invocationSerializer: InvocationSerializer = {
  test: (value) => !isPrinted(value) && (isInvocationResult(value) || isInvocationRecord(value)),
  serialize: (value, config, indentation, depth, refs, printer) => {
    const stable = isInvocationResult(value)
      ? stableResult(value)
      : isInvocationRecord(value)
        ? stableRecord(value)
        : value
    return printer(stable, config, indentation, depth, refs)
  },
}

/** Prototypes of what is printed: they name it, and tell the serializer its own output, or it would never end. */
const PRINTED_RESULT = prototypeNamed('InvocationResult')
const PRINTED_RECORD = prototypeNamed('InvocationRecord')

function prototypeNamed(name: string): object {
  return { constructor: Object.defineProperty(() => undefined, 'name', { value: name }) }
}

function printed(prototype: object, members: object): object {
  return Object.assign(Object.create(prototype) as object, members)
}

function isPrinted(value: unknown): boolean {
  const prototype: unknown = isObject(value) ? Object.getPrototypeOf(value) : undefined
  return prototype === PRINTED_RESULT || prototype === PRINTED_RECORD
}

function stableResult(result: InvocationResult): object {
  const { record, error, payload, stream } = result
  const isFailure = result.functionError !== undefined
  return printed(PRINTED_RESULT, {
    ...result,
    payload: isFailure && isObject(payload) ? stableError(payload, record) : withoutIdsDeep(payload, record),
    ...(error === undefined ? {} : { error: stableError({ ...error }, record) }),
    ...(stream === undefined ? {} : { stream: withoutIdsDeep(stableStream(stream), record) }),
    ...(result.logResult === undefined ? {} : { logResult: '<base64 of the end of the log>' }),
    record: stableRecord(record),
  })
}

function stableRecord(record: InvocationRecord): object {
  // A guide tells of folders of this machine.
  const { connections, stream, guide: _guide, ...rest } = record
  const used = stableConnections(connections)
  return printed(PRINTED_RECORD, {
    ...rest,
    requestId: '<request id>',
    environmentId: '<environment id>',
    logs: record.logs.filter(({ line }) => !isForeignFrame(line)).map((entry) => stableEntry(entry, record)),
    report: stableReport(record.report),
    phases: record.phases.map((phase) => stablePhase(phase)),
    ...(used && { connections: used }),
    ...(stream && { stream: stableSummary(stream) }),
    ...(record.waitingFor === undefined ? {} : { waitingFor: record.waitingFor.map((what) => stablePaths(what)) }),
  })
}

function stableEntry(entry: LogEntry, record: InvocationRecord): object {
  return {
    ...entry,
    line: stableLine(entry.line, entry, record),
    ...(entry.message === undefined ? {} : { message: stableLine(entry.message, entry, record) }),
    ...(entry.requestId === undefined ? {} : { requestId: stableLine(entry.requestId, entry, record) }),
  }
}

function stableReport(report: Report): object {
  return {
    ...report,
    durationMs: '<ms>',
    billedDurationMs: '<ms>',
    ...(report.initDurationMs === undefined ? {} : { initDurationMs: '<ms>' }),
    maxMemoryUsedMB: '<MB>',
    cpuMs: '<ms>',
  }
}

function stablePhase(phase: Phase): object {
  return { ...phase, startedAt: '<time>', durationMs: '<ms>' }
}

function stableError(error: Readonly<Record<string, unknown>>, record: InvocationRecord): object {
  const trace = error['trace']
  const lines = Array.isArray(trace) ? trace.map((line) => withoutIds(String(line), record)) : undefined
  const stable = Object.entries(error).map(([name, value]) => [name, withoutIdsDeep(value, record)])
  return { ...Object.fromEntries(stable), ...(lines === undefined ? {} : { trace: stableTrace(lines) }) }
}

function withoutIdsDeep(value: unknown, record: InvocationRecord): unknown {
  if (typeof value === 'string') return withoutIds(value, record)
  if (Array.isArray(value)) return value.map((item: unknown) => withoutIdsDeep(item, record))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutIdsDeep(member, record)]))
}
