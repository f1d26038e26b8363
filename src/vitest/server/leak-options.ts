// Reads the plugin's options about leaks: what an unexpected one does, and which ones are meant to be.

import { isRegExp } from 'node:util/types'
import { LambdaConfigError } from '../../function/config-error.js'
import { accept, type Reading, refuse, type Rule } from '../../function/reading.js'
import { showValue } from '../../function/show-value.js'
import { fields, list, oneOf, received, text } from '../../function/value-rules.js'
import { LEAK_KINDS } from '../../record/leak-advice.js'
import { type AllowedLeak, DEFAULT_LEAK_RULES, type FailOnLeak, type LeakRules, plainRule } from '../leak-rules.js'

/** What becomes of leaks that no assertion looks at. */
export interface LeakOptions {
  /**
   * What work does that an invocation left unfinished when it answered, and that no assertion looks at (`toLeak`,
   * `toResume`, or reading `record.leaks`). `'warn'` (default): one line under the test for each call site and test
   * file, where the call site is known. `'error'`: its test fails. `'off'`: nothing.
   */
  readonly failOnLeak?: FailOnLeak
  /**
   * Leaks that are meant to be. Each entry names where it was begun (`at: 'src/track.ts:14'`), the call that nobody awaits
   * (`via: 'src/orders.ts:7'`), or what it is (`what`).
   *
   * @example
   * allowLeaks: [{ kind: 'fetch', at: 'src/track.ts:14', reason: 'best effort, resent when it is lost' }]
   */
  readonly allowLeaks?: readonly AllowedLeak[]
}

const pattern: Rule<string | RegExp> = (value, key) =>
  isRegExp(value) || (typeof value === 'string' && /[^\d:\s]/.test(value))
    ? accept(value)
    : refuse(
        `${received(key, value)}: it takes a text such as ${EXAMPLES[key.split('.').at(-1) ?? ''] ?? "'…'"}, or a regular expression`,
      )

const EXAMPLES: Readonly<Record<string, string>> = {
  at: "'src/track.ts:14'",
  via: "'src/orders.ts:7'",
  what: "'https://example.com/track'",
}

const parts: Rule<Partial<AllowedLeak>> = fields<AllowedLeak>({
  kind: oneOf(...LEAK_KINDS),
  what: pattern,
  at: pattern,
  via: pattern,
  reason: text(undefined, { pattern: /\S/, form: 'text that is not empty' }),
})

/** One of them tells a call site from all others of its kind. */
const SITES = ['at', 'via', 'what'] as const

const allowedLeak: Rule<AllowedLeak> = (value, key) => {
  const reading = parts(value, key)
  if (!reading.ok || SITES.some((part) => reading.value[part] !== undefined)) return reading
  const every = reading.value.kind === undefined ? 'every leak' : `every leak of kind '${reading.value.kind}'`
  return refuse(`${key} is ${showValue(value)}: it would allow ${every}; name at (${EXAMPLES['at']}), via or what, too`)
}

const options: Rule<Partial<LeakOptions>> = fields<LeakOptions>({
  failOnLeak: oneOf('off', 'warn', 'error'),
  allowLeaks: list(allowedLeak, 'objects with kind, at, via, what and reason'),
})

/** As the plugin was given them. */
export type GivenLeakOptions = { readonly [K in keyof LeakOptions]-?: LeakOptions[K] | undefined }

/** The rules for the workers; throws a `LambdaConfigError` that names what is illegal. */
export function readLeakOptions(given: GivenLeakOptions): LeakRules {
  const reading: Reading<LeakOptions> = options(given, '')
  if (!reading.ok) throw new LambdaConfigError('lambda(): the options in the Vitest config', reading.problems)
  const { failOnLeak = DEFAULT_LEAK_RULES.failOnLeak, allowLeaks = [] } = reading.value
  return { failOnLeak, allowed: allowLeaks.map(plainRule) }
}
