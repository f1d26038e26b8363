// Every Node.js runtime that AWS Lambda has had, and by which rules it runs here.

import type { RuntimeRules } from '../sandbox/port.js'
import { showValue } from './show-value.js'

/** Identifiers of the Runtime enumeration (LIM-9). https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export type NodeRuntime =
  | 'nodejs'
  | 'nodejs4.3'
  | 'nodejs4.3-edge'
  | 'nodejs6.10'
  | 'nodejs8.10'
  | 'nodejs10.x'
  | 'nodejs12.x'
  | 'nodejs14.x'
  | 'nodejs16.x'
  | 'nodejs18.x'
  | 'nodejs20.x'
  | 'nodejs22.x'
  | 'nodejs24.x'
  | 'nodejs26.x'

/** A runtime, and how it is run here. */
export interface Runtime {
  readonly id: NodeRuntime
  readonly rules: RuntimeRules
  /** Major version of Node.js; 0 for `nodejs` (0.10). */
  readonly major: number
  /** Warning text, for a runtime that AWS has deprecated. */
  readonly deprecated?: string
}

interface Facts {
  readonly rules: RuntimeRules
  readonly major: number
  /** Day from which AWS no longer patches it. */
  readonly deprecatedOn?: string
  /** AWS has announced, but not yet made, the day from which no function can be created with it. */
  readonly canBeCreated?: true
}

// Deprecation days: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated
// AWS has moved the day on which creation is blocked for 16.x, 18.x and 20.x again and again (last read: in 2027).
const RUNTIMES: Readonly<Record<NodeRuntime, Facts>> = {
  nodejs: { rules: 'nodejs22.x', major: 0, deprecatedOn: '2016-10-31' },
  'nodejs4.3': { rules: 'nodejs22.x', major: 4, deprecatedOn: '2020-03-05' },
  'nodejs4.3-edge': { rules: 'nodejs22.x', major: 4, deprecatedOn: '2019-04-30' },
  'nodejs6.10': { rules: 'nodejs22.x', major: 6, deprecatedOn: '2019-08-12' },
  'nodejs8.10': { rules: 'nodejs22.x', major: 8, deprecatedOn: '2020-03-06' },
  'nodejs10.x': { rules: 'nodejs22.x', major: 10, deprecatedOn: '2021-07-30' },
  'nodejs12.x': { rules: 'nodejs22.x', major: 12, deprecatedOn: '2023-03-31' },
  'nodejs14.x': { rules: 'nodejs22.x', major: 14, deprecatedOn: '2023-12-04' },
  'nodejs16.x': { rules: 'nodejs22.x', major: 16, deprecatedOn: '2024-06-12', canBeCreated: true },
  'nodejs18.x': { rules: 'nodejs22.x', major: 18, deprecatedOn: '2025-09-01', canBeCreated: true },
  'nodejs20.x': { rules: 'nodejs22.x', major: 20, deprecatedOn: '2026-04-30', canBeCreated: true },
  'nodejs22.x': { rules: 'nodejs22.x', major: 22 },
  'nodejs24.x': { rules: 'nodejs24.x', major: 24 },
  'nodejs26.x': { rules: 'nodejs24.x', major: 26 },
}

/** Runtimes that AWS maintains, oldest first. */
export const CURRENT_RUNTIMES: readonly NodeRuntime[] = runtimeIds().filter((id) => !RUNTIMES[id].deprecatedOn)

/**
 * The runtime of an identifier. A deprecated one resolves with a warning text; what AWS never had as a Node.js runtime
 * throws a `RangeError` that lists the current ones.
 */
export function resolveRuntime(id: unknown): Runtime {
  if (!isNodeRuntime(id)) throw new RangeError(unknownRuntime(id))
  const { rules, major, deprecatedOn, canBeCreated } = RUNTIMES[id]
  if (!deprecatedOn) return { id, rules, major }
  const state = canBeCreated
    ? 'no longer patches it, and has set a day from which it no longer creates functions with it'
    : 'no longer creates functions with it'
  const deprecated =
    `runtime '${id}' is deprecated since ${deprecatedOn}: AWS ${state}. ` +
    `It runs here by the rules of nodejs22.x; move to ${orList(CURRENT_RUNTIMES)}.`
  return { id, rules, major, deprecated }
}

function unknownRuntime(id: unknown): string {
  const received = `runtime is ${showValue(id)}`
  if (typeof id !== 'string') return `${received}: it takes the text ${orList(CURRENT_RUNTIMES)}`
  const major = /^node\D*(\d+)/i.exec(id)?.[1]
  const meant = runtimeIds().find((known) => String(RUNTIMES[known].major) === major)
  const hint = meant ? `; did you mean '${meant}'?` : ''
  return `${received}, which is no Node.js runtime of AWS Lambda: use ${orList(CURRENT_RUNTIMES)}${hint}`
}

function isNodeRuntime(id: unknown): id is NodeRuntime {
  return typeof id === 'string' && Object.hasOwn(RUNTIMES, id)
}

function runtimeIds(): readonly NodeRuntime[] {
  return Object.keys(RUNTIMES).filter((id) => isNodeRuntime(id))
}

function orList(ids: readonly string[]): string {
  return ids.map((id) => `'${id}'`).join(' or ')
}
