// Whether anybody looked at what must not pass silently: that an invocation failed, and what it left behind.

import { inspect } from 'node:util'
import type { InvocationResult } from './result.js'

/**
 * What of an invocation can be looked at. `failure`: a matcher judged how it ended. `error`: a test read that it failed,
 * which explains nothing to whoever reads the test's output.
 */
export type Aspect = 'failure' | 'error' | 'leaks' | 'resumed'

/** Who is told when one of them is looked at for the first time. */
export type Observers = { readonly [A in Aspect]?: () => void }

interface Watched {
  readonly result: InvocationResult
  readonly observers: Observers
}

const watched = Symbol.for('vitest-lambda.watched')

/** `result` as it is, calling an observer when something that tells its aspect is read for the first time. */
export function watch<Result extends InvocationResult>(result: Result, observers: Observers): Result {
  const before = watchedState(result)
  const original = (before?.result ?? result) as Result
  const all: Observers = { ...before?.observers, ...eachOnce(observers) }
  const state: Watched = { result: original, observers: all }
  const { error, leaks, resumed } = all
  const telling = { ...original, ...(error && tellingError(original, error)) }
  const record = tellingReads(original.record, { outcome: error, leaks, resumed })
  const shown = Object.defineProperty({ ...telling, record }, watched, { value: state })
  return tellingReads(shown, { error, functionError: error }, original)
}

/**
 * What tells of an error inside a result, beside its `error`, `functionError` and `record.outcome`: the members of the
 * error's JSON as the payload, and the error of a stream. Reading the payload itself does not, nor the status code,
 * which is 200 for a function error (API-2), nor anything else of the record (decision 0011).
 */
function tellingError(result: InvocationResult, read: () => void): Partial<InvocationResult> {
  const { payload, error, stream } = result
  const told: { -readonly [Key in keyof InvocationResult]?: InvocationResult[Key] } = {}
  if (error && payload === error) {
    told.payload = tellingReads(error, Object.fromEntries(Object.keys(error).map((key) => [key, read])))
  }
  if (stream) told.stream = tellingReads(stream, { error: read })
  return told
}

/** Counts as having looked at an aspect of the invocation, if `result` is one of which somebody wants to know. */
export function observe(result: unknown, aspect: Aspect = 'failure'): void {
  watchedState(result)?.observers[aspect]?.()
}

/** The same result, to be read without that counting as having looked at anything. */
export function unwatched<Result extends object>(result: Result): Result {
  return (watchedState(result)?.result as Result | undefined) ?? result
}

/**
 * `report` as it is; reading one of `members` counts as having seen how the invocations in it ended. `readers`: who is told
 * when other members are read.
 */
export function watchReport<Report extends object>(
  report: Report,
  members: readonly (keyof Report & string)[],
  results: readonly InvocationResult[],
  readers: { readonly [Key in keyof Report & string]?: () => void } = {},
): Report {
  const read = (): void => results.forEach((result) => observe(result))
  return tellingReads(report, { ...readers, ...Object.fromEntries(members.map((member) => [member, read])) })
}

/**
 * A frozen copy of `data` that calls somebody when one of its members is read. No Proxy, since `structuredClone()` refuses
 * those; printing it is no reading, and shows `printed`.
 */
function tellingReads<Data extends object>(
  data: Data,
  readers: Readonly<Record<string, (() => void) | undefined>>,
  printed: Data = data,
): Data {
  const members = Object.getOwnPropertyDescriptors(data) as Record<PropertyKey, PropertyDescriptor>
  for (const [key, read] of Object.entries(readers)) {
    const { value } = members[key] ?? {}
    if (read && key in members) members[key] = { enumerable: true, get: () => (read(), value as unknown) }
  }
  members[inspect.custom] = { value: () => printed }
  return Object.freeze(Object.defineProperties({}, members)) as Data
}

function watchedState(result: unknown): Watched | undefined {
  return typeof result === 'object' && result !== null ? (result as { [watched]?: Watched })[watched] : undefined
}

function eachOnce(observers: Observers): Observers {
  const told = new Set<string>()
  const once = ([aspect, tell]: [string, () => void]): [string, () => void] => [
    aspect,
    () => {
      if (told.has(aspect)) return
      told.add(aspect)
      tell()
    },
  ]
  return Object.fromEntries(Object.entries(observers).map(once))
}
