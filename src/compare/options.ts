// The arguments of compareWarm(), checked before anything runs.

import { nearest } from '../function/nearest.js'
import { describeValue, isRecord, showValue } from '../function/show-value.js'
import type { ComparedKind } from './report.js'

/** Options of `lambda.compareWarm(events, options)`. */
export interface CompareOptions {
  /**
   * What is compared: by default `'result'`, `'logs'`, and `'calls'` where `calls` is given. A cache that only logs
   * whether it was hit is left in peace with `['result']`.
   */
  readonly compare?: readonly ComparedKind[]
  /**
   * The calls that the function has made so far to what surrounds it, as data: `() => send.mock.calls`, or an object of
   * several such lists. Asked before and after each invocation; what was added is the invocation's own.
   */
  readonly calls?: () => unknown
  /**
   * Runs before each invocation, and may return a promise. Puts back what outlives environments, such as a fake
   * database or mocks that answer once: each invocation shall find the same.
   */
  readonly beforeEach?: () => unknown
}

/** The options as they apply. */
export interface ReadCompareOptions {
  readonly compared: readonly ComparedKind[]
  readonly calls: (() => unknown) | undefined
  readonly beforeEach: (() => unknown) | undefined
}

const KINDS: readonly ComparedKind[] = ['result', 'logs', 'calls']
const OPTIONS: readonly string[] = ['compare', 'calls', 'beforeEach']

/** Throws a guide for events that are no list, or an empty one. */
export function checkEvents(events: unknown): void {
  if (!Array.isArray(events)) {
    throw new TypeError(
      `compareWarm(): events is ${describeValue(events)}: it takes a list of events, such as [first, second].`,
    )
  }
  if (events.length > 0) return
  throw new TypeError(
    'compareWarm(): the list of events is empty, so there is nothing to compare. Give one event for each way through ' +
      'the function, also those that fail: compareWarm([order, otherOrder, brokenOrder]).',
  )
}

/** Checks the options; throws a guide for an unknown or illegal one. */
export function readCompareOptions(options: CompareOptions): ReadCompareOptions {
  const given: unknown = options
  if (!isRecord(given)) {
    throw new TypeError(`compareWarm(): options are ${describeValue(given)}: they take a plain object.`)
  }
  for (const key of Object.keys(options)) {
    if (!OPTIONS.includes(key)) throw unknown('option', key, OPTIONS)
  }
  const { calls, beforeEach } = options
  checkFunction('calls', calls)
  checkFunction('beforeEach', beforeEach)
  return { compared: readKinds(options.compare, calls !== undefined), calls, beforeEach }
}

function checkFunction(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'function') return
  throw new TypeError(`compareWarm(): ${name} is ${describeValue(value)}: it takes a function.`)
}

function readKinds(given: unknown, hasCalls: boolean): readonly ComparedKind[] {
  if (given === undefined) return KINDS.filter((kind) => kind !== 'calls' || hasCalls)
  if (!Array.isArray(given) || given.length === 0) {
    throw new TypeError(`compareWarm(): compare is ${showValue(given)}: it takes a list of ${listed(KINDS)}.`)
  }
  for (const kind of given as unknown[]) {
    if (!(KINDS as readonly unknown[]).includes(kind)) throw unknown('kind in compare', kind, KINDS)
  }
  if (given.includes('calls') && !hasCalls) {
    throw new TypeError(
      "compareWarm(): compare has 'calls', and nothing tells which were made: give { calls: () => send.mock.calls }.",
    )
  }
  return KINDS.filter((kind) => given.includes(kind))
}

function unknown(what: string, received: unknown, known: readonly string[]): TypeError {
  const meant = typeof received === 'string' ? nearest(received, known) : undefined
  const hint = meant === undefined ? `there are ${listed(known)}` : `did you mean '${meant}'?`
  return new TypeError(`compareWarm(): unknown ${what} ${showValue(received)}: ${hint}`)
}

function listed(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ')
}
