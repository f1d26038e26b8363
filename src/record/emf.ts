// Reads the metrics that CloudWatch extracts from log lines in its Embedded Metric Format (EMF).
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

import { isObject } from './recognise.js'
import type { LogEntry } from './record.js'
import { applicationLines } from './log-search.js'
import { jsonLine, jsonMessage } from './structured-line.js'

/** One metric of one EMF line. */
export interface Metric {
  readonly name: string
  readonly namespace: string
  /** `'None'` when the line names no unit. */
  readonly unit: string
  /** One line can carry several values of a metric. */
  readonly values: readonly number[]
  /** CloudWatch stores the metric once per dimension set; `[{}]` when it has no dimensions. */
  readonly dimensionSets: readonly Readonly<Record<string, string>>[]
}

/** All metrics in the function's own log lines, in order. */
export function emittedMetrics(logs: readonly LogEntry[]): Metric[] {
  return applicationLines(logs).flatMap((entry) => metricsOf(emfDocument(entry)))
}

/** The metrics of one line; none when it is no EMF line. */
export function lineMetrics(entry: LogEntry): Metric[] {
  return metricsOf(emfDocument(entry))
}

/**
 * Metrics that CloudWatch does not see, because the document is the `message` of a JSON log line (LOG-18) and the
 * format wants `_aws` at the root of the line.
 */
export function buriedMetrics(logs: readonly LogEntry[]): Metric[] {
  return applicationLines(logs).flatMap((entry) => {
    const line = jsonLine(entry)
    if (line === undefined || directivesOf(line).length > 0) return []
    const message = line['message']
    return metricsOf(isObject(message) ? message : jsonMessage(entry))
  })
}

/** The line itself, or what follows Lambda's text prefix, which CloudWatch looks behind. */
function emfDocument(entry: LogEntry): Readonly<Record<string, unknown>> | undefined {
  return jsonLine(entry) ?? jsonMessage(entry)
}

function metricsOf(root: Readonly<Record<string, unknown>> | undefined): Metric[] {
  if (root === undefined) return []
  return directivesOf(root).flatMap((directive) => (isObject(directive) ? directiveMetrics(root, directive) : []))
}

function directivesOf(root: Readonly<Record<string, unknown>>): readonly unknown[] {
  const metadata = root['_aws']
  return isObject(metadata) ? list(metadata['CloudWatchMetrics']) : []
}

function directiveMetrics(
  root: Readonly<Record<string, unknown>>,
  directive: Readonly<Record<string, unknown>>,
): Metric[] {
  const namespace = directive['Namespace']
  if (typeof namespace !== 'string') return []
  const dimensionSets = dimensionSetsOf(root, directive['Dimensions'])
  return list(directive['Metrics']).flatMap((definition) => {
    if (!isObject(definition) || typeof definition['Name'] !== 'string') return []
    const name = definition['Name']
    const values = valuesOf(root[name])
    const unit = typeof definition['Unit'] === 'string' ? definition['Unit'] : 'None'
    return values.length === 0 ? [] : [{ name, namespace, unit, values, dimensionSets }]
  })
}

/** A metric's target is a number or a list of numbers; anything else is no metric. */
function valuesOf(target: unknown): readonly number[] {
  const values = Array.isArray(target) ? list(target) : [target]
  return values.every((value) => typeof value === 'number') ? values : []
}

function dimensionSetsOf(root: Readonly<Record<string, unknown>>, sets: unknown): Record<string, string>[] {
  const named = list(sets).filter((set) => Array.isArray(set))
  if (named.length === 0) return [{}]
  return named.map((set) =>
    Object.fromEntries(list(set).map((name) => [String(name), String(root[String(name)] ?? '')])),
  )
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
