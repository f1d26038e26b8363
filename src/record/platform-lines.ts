// The lines Lambda itself writes into a log stream: INIT_START, INIT_REPORT, START, END and REPORT, or their events in JSON.

import { eventLines, type PlatformEvents, type SystemLogLevel } from './platform-events.js'
import type { InitializationType, LogEntry, Report } from './record.js'

/** How a phase ended, as the platform's lines say it (LOG-4, LOG-12). */
export interface PlatformStatus {
  readonly status: 'success' | 'error' | 'timeout'
  readonly errorType?: string
}

/** What every platform line of one environment shares. */
export interface PlatformSource {
  readonly format: 'Text' | 'JSON'
  /** Of the JSON format; Text has none (LOG-20). Default `'INFO'`. */
  readonly systemLogLevel?: SystemLogLevel
  readonly functionName: string
  readonly functionArn: string
  readonly version: string
  readonly logStreamName: string
  readonly runtime: string
  readonly region: string
  readonly memorySizeMB: number
  /** Default on demand. */
  readonly initializationType?: InitializationType
}

/** An invocation that has ended, as the platform saw it. */
export interface PlatformEnd {
  readonly at: number
  readonly requestId: string
  readonly tenantId?: string | undefined
  readonly report: Report
  readonly ended: PlatformStatus
  /** Size of what the runtime answered with; undefined: it did not. */
  readonly producedBytes?: number | undefined
}

/** AWS's ids of runtime versions are hashes; this one says that it is none of them. */
const UNKNOWN_VERSION = '0'.repeat(64)

/** First lines of a new environment (LOG-1, LOG-9). */
export function initStartLines(source: PlatformSource, at: number): readonly LogEntry[] {
  const runtimeVersion = versionName(source.runtime)
  const [, partition] = source.functionArn.split(':')
  const runtimeVersionArn = `arn:${partition}:lambda:${source.region}::runtime:${UNKNOWN_VERSION}`
  if (source.format === 'Text') {
    return [textLine(`INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${runtimeVersionArn}`)]
  }
  return events(source, at, {
    'platform.initStart': {
      initializationType: source.initializationType ?? 'on-demand',
      phase: 'init',
      runtimeVersion,
      runtimeVersionArn,
      functionName: source.functionName,
      functionVersion: source.version,
      instanceId: source.logStreamName,
      instanceMaxMemory: source.memorySizeMB * 1024 * 1024,
    },
  })
}

/** `nodejs24.x` → `nodejs:24`. */
function versionName(runtime: string): string {
  return runtime.endsWith('.x') ? `nodejs:${runtime.slice('nodejs'.length, -'.x'.length)}` : runtime
}

/**
 * In Text of an Init that failed, ran out of time, or ran ahead of any request (INIT-7..9); in JSON of any, by its level
 * (LOG-11).
 */
export function initEndLines(
  source: PlatformSource,
  at: number,
  phase: 'init' | 'invoke',
  durationMs: number,
  ended: PlatformStatus,
): readonly LogEntry[] {
  if (source.format === 'Text') {
    if (ended.status === 'success' && source.initializationType !== 'provisioned-concurrency') return []
    const duration = `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms`
    return [textLine(`${duration}\tPhase: ${phase}\tStatus: ${ended.status}${typeSuffix(ended)}`)]
  }
  const shared = { initializationType: source.initializationType ?? 'on-demand', phase, ...statusOf(ended) }
  return events(source, at, {
    'platform.initRuntimeDone': shared,
    'platform.initReport': { ...shared, metrics: { durationMs } },
  })
}

/** LOG-2, LOG-10, TEN-1. */
export function startLines(
  source: PlatformSource,
  at: number,
  requestId: string,
  tenantId?: string,
): readonly LogEntry[] {
  const { version, functionArn } = source
  if (source.format === 'Text') return [textLine(`START RequestId: ${requestId} Version: ${version}`, requestId)]
  return events(source, at, {
    'platform.start': { requestId, functionArn, version, ...(tenantId === undefined ? {} : { tenantId }) },
  })
}

/**
 * Text: END, and REPORT with figures, tab separated, and with a status only where the platform ended the invocation (LOG-2,
 * LOG-3, LOG-4). END has no JSON event, but the runtime's end has (LOG-10, LOG-11). With the tenant, as START:
 * https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation-monitor.html
 */
export function endLines(source: PlatformSource, end: PlatformEnd): readonly LogEntry[] {
  const { at, requestId, tenantId, report, ended, producedBytes } = end
  if (source.format === 'Text') {
    return [textLine(`END RequestId: ${requestId}`, requestId), textLine(reportText(end), requestId)]
  }
  const { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs } = report
  const init = initDurationMs === undefined ? {} : { initDurationMs }
  // Instances are paid for, not invocations: their report has the duration only (LMI-8).
  const billed =
    source.initializationType === 'lambda-managed-instances'
      ? {}
      : { billedDurationMs, memorySizeMB, maxMemoryUsedMB, ...init }
  const shared = { ...statusOf(ended), ...(tenantId === undefined ? {} : { tenantId }) }
  return events(source, at, {
    'platform.runtimeDone': {
      requestId,
      ...(producedBytes === undefined ? {} : { metrics: { durationMs, producedBytes } }),
      ...shared,
    },
    'platform.report': {
      requestId,
      metrics: { durationMs, ...billed },
      ...shared,
    },
  })
}

function reportText({ requestId, report, ended }: PlatformEnd): string {
  const init = report.initDurationMs === undefined ? '' : `Init Duration: ${report.initDurationMs.toFixed(2)} ms\t`
  const status = ended.status === 'success' ? '' : `Status: ${ended.status}${typeSuffix(ended)}`
  return (
    `REPORT RequestId: ${requestId}\tDuration: ${report.durationMs.toFixed(2)} ms\t` +
    `Billed Duration: ${report.billedDurationMs} ms\tMemory Size: ${report.memorySizeMB} MB\t` +
    `Max Memory Used: ${report.maxMemoryUsedMB} MB\t${init}${status}`
  )
}

function typeSuffix(ended: PlatformStatus): string {
  return ended.errorType === undefined || ended.status === 'timeout' ? '' : `\tError Type: ${ended.errorType}`
}

function statusOf({ status, errorType }: PlatformStatus): PlatformStatus {
  return errorType === undefined ? { status } : { status, errorType }
}

function textLine(line: string, requestId?: string): LogEntry {
  return requestId === undefined ? { line, source: 'platform' } : { line, source: 'platform', requestId }
}

function events({ systemLogLevel = 'INFO' }: PlatformSource, at: number, told: PlatformEvents): readonly LogEntry[] {
  return eventLines(systemLogLevel, at, told)
}
