// The lines Lambda itself writes into a log stream: INIT_START, INIT_REPORT, START, END and REPORT.

import type { LogEntry, Report } from './record.js'

/** How a phase ended, as the platform's lines say it (LOG-4, LOG-12). */
export interface PlatformStatus {
  readonly status: 'success' | 'error' | 'timeout'
  readonly errorType?: string
}

/** What every platform line of one environment shares. */
export interface PlatformSource {
  readonly format: 'Text' | 'JSON'
  readonly functionName: string
  readonly functionArn: string
  readonly version: string
  readonly logStreamName: string
  readonly runtime: string
  readonly region: string
  readonly memorySizeMB: number
}

/** AWS's ids of runtime versions are hashes; this one says that it is none of them. */
const UNKNOWN_VERSION = '0'.repeat(64)

/** First line of a new environment (LOG-1, LOG-9). */
export function initStartLine(source: PlatformSource, at: number): LogEntry {
  const runtimeVersion = versionName(source.runtime)
  const [, partition] = source.functionArn.split(':')
  const runtimeVersionArn = `arn:${partition}:lambda:${source.region}::runtime:${UNKNOWN_VERSION}`
  if (source.format === 'Text') {
    const line = `INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: ${runtimeVersionArn}`
    return { line, source: 'platform' }
  }
  return jsonLine(at, 'platform.initStart', {
    initializationType: 'on-demand',
    phase: 'init',
    runtimeVersion,
    runtimeVersionArn,
    functionName: source.functionName,
    functionVersion: source.version,
    instanceId: source.logStreamName,
    instanceMaxMemory: source.memorySizeMB * 1024 * 1024,
  })
}

/** `nodejs24.x` → `nodejs:24`. */
function versionName(runtime: string): string {
  return runtime.endsWith('.x') ? `nodejs:${runtime.slice('nodejs'.length, -'.x'.length)}` : runtime
}

/** Written only for an Init that failed or ran out of time (INIT-7..9). In JSON it is a DEBUG event, not sent (LOG-11). */
export function initReportLine(
  source: PlatformSource,
  phase: 'init' | 'invoke',
  durationMs: number,
  ended: PlatformStatus,
): LogEntry | undefined {
  if (source.format === 'JSON') return undefined
  const line = `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${ended.status}${typeSuffix(ended)}`
  return { line, source: 'platform' }
}

/** LOG-2, LOG-10, TEN-1. */
export function startLine(source: PlatformSource, at: number, requestId: string, tenantId?: string): LogEntry {
  if (source.format === 'Text') {
    return { line: `START RequestId: ${requestId} Version: ${source.version}`, source: 'platform', requestId }
  }
  return jsonLine(at, 'platform.start', {
    requestId,
    functionArn: source.functionArn,
    version: source.version,
    ...(tenantId === undefined ? {} : { tenantId }),
  })
}

/** Text format only: END has no JSON event (LOG-11). */
export function endLine(source: PlatformSource, requestId: string): LogEntry | undefined {
  if (source.format === 'JSON') return undefined
  return { line: `END RequestId: ${requestId}`, source: 'platform', requestId }
}

/**
 * LOG-3, LOG-4, LOG-10: figures, tab separated, with a status only where the platform ended the invocation. In JSON with
 * the tenant, as START: https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation-monitor.html
 */
export function reportLine(
  source: PlatformSource,
  at: number,
  requestId: string,
  report: Report,
  ended: PlatformStatus,
  tenantId?: string,
): LogEntry {
  if (source.format === 'Text') return { line: reportText(requestId, report, ended), source: 'platform', requestId }
  const { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs } = report
  return jsonLine(at, 'platform.report', {
    requestId,
    metrics: {
      durationMs,
      billedDurationMs,
      memorySizeMB,
      maxMemoryUsedMB,
      ...(initDurationMs === undefined ? {} : { initDurationMs }),
    },
    status: ended.status,
    ...(ended.errorType === undefined ? {} : { errorType: ended.errorType }),
    ...(tenantId === undefined ? {} : { tenantId }),
  })
}

function reportText(requestId: string, report: Report, ended: PlatformStatus): string {
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

function jsonLine(at: number, type: string, record: object): LogEntry {
  const line = JSON.stringify({ time: new Date(at).toISOString(), type, record })
  return { line, source: 'platform', ...('requestId' in record ? { requestId: String(record.requestId) } : {}) }
}
