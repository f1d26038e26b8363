// toHaveEmittedMetric: the function wrote a metric in CloudWatch's Embedded Metric Format.

import type { Metric } from '../record/emf.js'
import { buriedMetrics, emittedMetrics } from '../record/emf.js'
import { isObject } from '../record/recognise.js'
import type { InvocationResult } from '../record/result.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { equal } from './matcher.js'
import { onResult } from './received.js'
import { brief, guide, verdict } from './verdict.js'

/** What is compared of a metric; each member may be an asymmetric matcher. */
export interface ExpectedMetric {
  /** One of the values of a line, or, as a list, all values of one line. */
  readonly value?: unknown
  /** CloudWatch's name of the unit: `'Count'`, `'Milliseconds'`, …; `'None'` when the line has none. */
  readonly unit?: unknown
  /** The whole of one dimension set: CloudWatch keeps a metric for each combination of names and values. */
  readonly dimensions?: unknown
  readonly namespace?: unknown
}

const PARTS = ['value', 'unit', 'dimensions', 'namespace'] as const

export function toHaveEmittedMetric(
  this: MatcherContext,
  received: unknown,
  name: string,
  expected: ExpectedMetric = {},
): MatcherResult {
  return onResult(this, 'toHaveEmittedMetric', received, (result) => {
    const wrong = unusable(name, expected)
    return wrong === undefined ? judge(this, result, name, expected) : guide(this, wrong)
  })
}

function judge(
  context: MatcherContext,
  result: InvocationResult,
  name: string,
  expected: ExpectedMetric,
): MatcherResult {
  const named = emittedMetrics(result.record.logs).filter((metric) => metric.name === name)
  const asked = PARTS.filter((part) => part in expected)
  const pass = named.some((metric) => asked.every((part) => hasPart(context, metric, part, expected[part])))
  const wanted = (): string => {
    const parts = asked.map((part) => `${part} ${brief(context, expected[part])}`)
    return `metric ${name}${parts.length === 0 ? '' : ` with ${parts.join(', ')}`}`
  }
  if (pass) return verdict(result, true, () => `expected ${wanted()} not to be emitted, but it was`)
  if (named.length === 0)
    return verdict(result, false, () => `expected ${wanted()} to be emitted, but ${whyNone(result, name)}`)
  const actual = named.map((metric) => shown(metric, asked))
  const difference = { actual: actual.length === 1 ? actual[0] : actual, expected }
  const how = named.length === 1 ? 'it differs' : `each of its ${named.length} emissions differs`
  return verdict(result, false, () => `expected ${wanted()} to be emitted, but ${how}`, difference)
}

function hasPart(context: MatcherContext, metric: Metric, part: (typeof PARTS)[number], expected: unknown): boolean {
  switch (part) {
    case 'value':
      return [...metric.values, metric.values].some((value) => equal(context, value, expected))
    case 'dimensions':
      return metric.dimensionSets.some((set) => equal(context, set, expected))
    default:
      return equal(context, metric[part], expected)
  }
}

/** The metric in the form the test expects it in, to show the difference. */
function shown(metric: Metric, asked: readonly (typeof PARTS)[number][]): object {
  const { values, dimensionSets } = metric
  const parts: Required<ExpectedMetric> = {
    value: values.length === 1 ? values[0] : values,
    unit: metric.unit,
    dimensions: dimensionSets.length === 1 ? dimensionSets[0] : dimensionSets,
    namespace: metric.namespace,
  }
  return Object.fromEntries(asked.map((part) => [part, parts[part]]))
}

function whyNone(result: InvocationResult, name: string): string {
  const { logs } = result.record
  if (buriedMetrics(logs).some((metric) => metric.name === name)) {
    return 'CloudWatch does not see it: the JSON log format wraps what console.log writes, and EMF wants _aws at the root of a line\nWrite the line with process.stdout.write, as Powertools does.'
  }
  const names = [...new Set(emittedMetrics(logs).map((metric) => metric.name))]
  if (names.length > 0) return `only ${names.join(', ')} ${names.length === 1 ? 'was' : 'were'}`
  return 'no log line is in the Embedded Metric Format\nPowertools writes its metrics in publishStoredMetrics(), which logMetrics calls when the handler ends.'
}

function unusable(name: unknown, expected: unknown): string | undefined {
  if (typeof name !== 'string' || name === '') {
    return `toHaveEmittedMetric() takes the metric's name, but received ${name === '' ? 'an empty text' : String(name)}`
  }
  const shape = 'toHaveEmittedMetric(name, { value, unit, dimensions, namespace })'
  if (!isObject(expected)) return `Write ${shape}: the second argument was ${String(expected)}`
  const unknownKey = Object.keys(expected).find((key) => !PARTS.some((part) => part === key))
  return unknownKey === undefined ? undefined : `Write ${shape}: the key ${unknownKey} is none of these`
}
