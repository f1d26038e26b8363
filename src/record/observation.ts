// Whether anybody looked at what must not pass silently: that an invocation failed, and what it left behind.

import type { InvocationRecord } from './record.js'
import type { InvocationResult } from './result.js'

/** What of an invocation can be looked at. */
export type Aspect = 'failure' | 'leaks' | 'resumed'

/** Who is told when one of them is looked at for the first time. */
export type Observers = { readonly [A in Aspect]?: () => void }

/** What tells that an invocation failed. Reading the status code does not: it is 200 for a function error (API-2). */
const telling: ReadonlySet<PropertyKey> = new Set(['payload', 'error', 'functionError', 'stream', 'record'])

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
  const shown =
    all.leaks || all.resumed ? Object.freeze({ ...original, record: watchRecord(original.record, all) }) : original
  return new Proxy(shown, {
    get(target, key, receiver) {
      if (key === watched) return state
      if (telling.has(key)) all.failure?.()
      return Reflect.get(target, key, receiver) as unknown
    },
  })
}

/** Counts as having looked at an aspect of the invocation, if `result` is one of which somebody wants to know. */
export function observe(result: unknown, aspect: Aspect = 'failure'): void {
  watchedState(result)?.observers[aspect]?.()
}

/** The same result, to be read without that counting as having looked at anything. */
export function unwatched<Result extends object>(result: Result): Result {
  return (watchedState(result)?.result as Result | undefined) ?? result
}

function watchRecord(record: InvocationRecord, observers: Observers): InvocationRecord {
  return new Proxy(record, {
    get(target, key, receiver) {
      if (key === 'leaks') observers.leaks?.()
      if (key === 'resumed') observers.resumed?.()
      return Reflect.get(target, key, receiver) as unknown
    },
  })
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
