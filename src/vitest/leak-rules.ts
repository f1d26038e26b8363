// What a project wants to hear of leaks: as its config says it, and as plain data that crosses to the workers.

import { isTextOrMatch, type LeakPattern, matchesLeak } from '../record/leak-pattern.js'
import type { Leak } from '../record/leak.js'

/** What a leak does that no assertion looks at. */
export type FailOnLeak = 'off' | 'warn' | 'error'

/** Leaks that are meant to be: those with all these parts, of which `at`, `via` or `what` is needed. */
export interface AllowedLeak extends Omit<LeakPattern, 'invocation'> {
  /** Why, for whoever reads the config. */
  readonly reason?: string
}

/** The rules of one project, as plain data. */
export interface LeakRules {
  readonly failOnLeak: FailOnLeak
  readonly allowed: readonly LeakPattern<PlainRegExp>[]
}

/** Vitest carries what a plugin provides as JSON. */
interface PlainRegExp {
  readonly source: string
  readonly flags: string
}

/** Where no plugin says anything else. */
export const DEFAULT_LEAK_RULES: LeakRules = { failOnLeak: 'warn', allowed: [] }

export function plainRule({ kind, what, at, via }: AllowedLeak): LeakPattern<PlainRegExp> {
  return {
    ...(kind !== undefined && { kind }),
    ...(what !== undefined && { what: plain(what) }),
    ...(at !== undefined && { at: plain(at) }),
    ...(via !== undefined && { via: plain(via) }),
  }
}

/** Whether the project allows this leak. */
export function isAllowed(leak: Leak, { allowed }: LeakRules): boolean {
  return allowed.some((rule) => matchesLeak(leak, rule, matches))
}

function plain(text: string | RegExp): string | PlainRegExp {
  return typeof text === 'string' ? text : { source: text.source, flags: text.flags }
}

function matches(text: string, expected: string | PlainRegExp): boolean {
  return isTextOrMatch(text, typeof expected === 'string' ? expected : new RegExp(expected.source, expected.flags))
}
