// A snapshot serializer that prints invocation results, records, and parts of them the same in each run.

import {
  isFunctionError,
  isInvocationRecord,
  isInvocationResult,
  isLiteral,
  isLogEntry,
  isObject,
  isReport,
} from './recognise.js'
import type { InvocationRecord, LogEntry, Phase, Report } from './record.js'
import type { InvocationResult } from './result.js'
import { stableConnections } from './stable-connections.js'
import { ofList, ofLiteral, ofLiterals, ofNumber, ofText } from './stand-ins.js'
import { stableStream, stableSummary } from './stable-stream.js'
import { isForeignFrame, stableLine, stablePaths, stableTrace, withoutIds, withoutRequestId } from './stable-text.js'

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
 * frames of Node.js and of packages are left out. The same holds for `result.error`, `record.logs` and `record.report`
 * by themselves.
 * `record.guide` and `record.sharedModules` are left out: they depend on the machine, and on the tests before.
 * Property matchers and whatever else is no data of JSON are printed as Vitest prints them.
 * Payload, log texts, `/tmp` and everything else stay as they are.
 *
 * @example
 * expect.addSnapshotSerializer(invocationSerializer)
 */
export const invocationSerializer: InvocationSerializer = {
  test: (value) => isObject(value) && !(PRINTED in value) && stableOf(value) !== undefined,
  serialize: (value, config, indentation, depth, refs, printer) =>
    printer(stableOf(value) ?? value, config, indentation, depth, refs),
}

/** What is printed instead of `value`; undefined for what is printed as it is. */
function stableOf(value: unknown): object | undefined {
  if (isInvocationResult(value)) return stableResult(value)
  if (isInvocationRecord(value)) return stableRecord(value)
  if (isLogEntry(value)) return stableEntry(value)
  if (isFunctionError(value)) return stableError(value)
  return isReport(value) ? stableReport(value) : undefined
}

/**
 * Tells the serializer its own output, or it would never end; also that of another copy: with `isolate: false` each test
 * file of a worker adds one.
 */
const PRINTED = Symbol.for('vitest-lambda.printed')
/** Prototypes of what is printed under a name. */
const PRINTED_RESULT = prototypeNamed('InvocationResult')
const PRINTED_RECORD = prototypeNamed('InvocationRecord')

function prototypeNamed(name: string): object {
  return { constructor: Object.defineProperty(() => undefined, 'name', { value: name }) }
}

function printed(members: object, prototype: object = Object.prototype): object {
  const value = Object.assign(Object.create(prototype) as object, members)
  return Object.defineProperty(value, PRINTED, { value: true })
}

function stableResult(result: InvocationResult): object {
  const { error, payload, stream } = result
  const record = isLiteral(result.record) ? result.record : undefined
  const isFailure = result.functionError !== undefined
  const members = {
    ...result,
    payload: isFailure && isLiteral(payload) ? stableError(payload, record) : withoutIdsDeep(payload, record),
    ...(error && { error: ofLiteral(error, (part) => stableError(part, record)) }),
    ...(stream && { stream: ofLiteral(stream, (part) => withoutIdsDeep(stableStream(part), record)) }),
    ...(result.logResult !== undefined && { logResult: ofText(result.logResult, () => END_OF_LOG) }),
    ...(record && { record: stableRecord(record) }),
  }
  return printed(members, PRINTED_RESULT)
}

const END_OF_LOG = '<base64 of the end of the log>'

function stableRecord(record: InvocationRecord): object {
  // A guide tells of folders of this machine; which packages are shared depends on the tests before.
  const { connections, stream, guide: _guide, sharedModules: _shared, ...rest } = record
  const used = isLiteral(connections) ? stableConnections(connections) : connections
  const logs = Array.isArray(record.logs) ? record.logs.filter(({ line }) => !isForeignFrame(line)) : record.logs
  const members = {
    ...rest,
    requestId: ofText(record.requestId, () => '<request id>'),
    environmentId: ofText(record.environmentId, () => '<environment id>'),
    logs: ofLiterals(logs, (entry) => stableEntry(entry, record)),
    report: ofLiteral(record.report, stableReport),
    phases: ofLiterals(record.phases, stablePhase),
    ...(used && { connections: used }),
    ...(stream && { stream: ofLiteral(stream, stableSummary) }),
    ...(record.waitingFor && { waitingFor: ofList(record.waitingFor, (what) => ofText(what, stablePaths)) }),
  }
  return printed(members, PRINTED_RECORD)
}

function stableEntry(entry: LogEntry, record?: InvocationRecord): object {
  const stable = (text: unknown): unknown => ofText(text, (line) => stableLine(line, entry, record))
  return printed({
    ...entry,
    line: stable(entry.line),
    ...(entry.message === undefined ? {} : { message: stable(entry.message) }),
    ...(entry.requestId === undefined ? {} : { requestId: stable(entry.requestId) }),
  })
}

function stableReport(report: Report): object {
  return printed({
    ...report,
    durationMs: ofNumber(report.durationMs, '<ms>'),
    billedDurationMs: ofNumber(report.billedDurationMs, '<ms>'),
    ...(report.initDurationMs === undefined ? {} : { initDurationMs: ofNumber(report.initDurationMs, '<ms>') }),
    maxMemoryUsedMB: ofNumber(report.maxMemoryUsedMB, '<MB>'),
    cpuMs: ofNumber(report.cpuMs, '<ms>'),
  })
}

function stablePhase(phase: Phase): object {
  return { ...phase, startedAt: ofNumber(phase.startedAt, '<time>'), durationMs: ofNumber(phase.durationMs, '<ms>') }
}

/** Without its record only that id is known which the platform itself writes into the message. */
function stableError(error: object, record?: InvocationRecord): object {
  const stable = Object.fromEntries(
    Object.entries(error).map(([name, value]) => [name, withoutIdsDeep(value, record)]),
  ) as Readonly<Record<string, unknown>>
  const trace = stable['trace']
  const isTexts = Array.isArray(trace) && trace.every((line) => typeof line === 'string')
  return printed({ ...stable, ...(isTexts && { trace: stableTrace(trace) }) })
}

/** What is no data of JSON, such as a date, is more than its members. */
function withoutIdsDeep(value: unknown, record?: InvocationRecord): unknown {
  if (typeof value === 'string') return record ? withoutIds(value, record) : withoutRequestId(value)
  if (Array.isArray(value)) return value.map((item: unknown) => withoutIdsDeep(item, record))
  if (!isLiteral(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutIdsDeep(member, record)]))
}
