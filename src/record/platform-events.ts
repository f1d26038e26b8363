// The events of the platform in the JSON log format, each with its level: those below the function's system log level are not sent.

import type { LogEntry } from './record.js'

/** Least level of the platform's events that is sent (LOG-11). */
export type SystemLogLevel = 'DEBUG' | 'INFO' | 'WARN'

const LEVELS: readonly SystemLogLevel[] = ['DEBUG', 'INFO', 'WARN']

type EventType =
  | 'platform.initStart'
  | 'platform.initRuntimeDone'
  | 'platform.initReport'
  | 'platform.start'
  | 'platform.runtimeDone'
  | 'platform.report'

/** Of events that tell of no failure, in an on-demand environment whose runtime version is known. */
const LEVEL_OF: Readonly<Record<EventType, SystemLogLevel>> = {
  'platform.initStart': 'INFO',
  'platform.initRuntimeDone': 'DEBUG',
  'platform.initReport': 'DEBUG',
  'platform.start': 'INFO',
  'platform.runtimeDone': 'DEBUG',
  'platform.report': 'INFO',
}

/** What an event has in its `record`. */
type EventRecord = Readonly<Record<string, unknown>> & { readonly status?: string; readonly requestId?: string }

/** Events by type, in the order in which they are sent. */
export type PlatformEvents = { readonly [Type in EventType]?: EventRecord }

/**
 * The lines of those events whose level is `least` or above. An event that tells of a failure is a WARN.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html#monitoring-cloudwatchlogs-log-level-mapping
 */
export function eventLines(least: SystemLogLevel, at: number, events: PlatformEvents): readonly LogEntry[] {
  const time = new Date(at).toISOString()
  return (Object.entries(events) as [EventType, EventRecord][]).flatMap(([type, record]) => {
    const { status = 'success', requestId } = record
    const level = status === 'success' ? LEVEL_OF[type] : 'WARN'
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return []
    const line = JSON.stringify({ time, type, record })
    return [{ line, source: 'platform', ...(requestId === undefined ? {} : { requestId }) }]
  })
}
