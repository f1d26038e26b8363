// Leaks that no assertion looks at: they are warned about or fail the test when it ends, as the project wants it.

import { inject } from 'vitest'
import type { FunctionConfig } from '../../function/config.js'
import type { Leak } from '../../record/leak.js'
import { watch } from '../../record/observation.js'
import type { InvocationRecord } from '../../record/record.js'
import type { InvocationResult } from '../../record/result.js'
import { DEFAULT_LEAK_RULES, type FailOnLeak, isAllowed, type LeakRules } from '../leak-rules.js'
import type { PluginFacts } from '../plugin-facts.js'
import { leakError, leakWarning } from './leak-guide.js'
import { type Ending, reachableScope, type Scope } from './scope.js'
import { worker } from './worker.js'

type Leaker = Pick<FunctionConfig, 'functionName' | 'taskRoot'>

/** An invocation that left something behind which is not allowed, and at which nothing has looked. */
export interface UnseenLeaks extends Pick<InvocationRecord, 'environmentId' | 'invocationIndex'> {
  readonly config: Leaker
  readonly leaks: readonly Leak[]
  readonly failOnLeak: Exclude<FailOnLeak, 'off'>
  /** The frames that await the invocation. */
  readonly awaiting: readonly string[]
}

/**
 * `result`; the test that got it, else `owner`, hears of what it left behind unless somebody looks: at its leaks, or at
 * how they went on in a later invocation. `awaiting`: the frames that await the invocation.
 */
export function watchLeaks(
  result: InvocationResult,
  config: Leaker,
  owner: Scope,
  awaiting: () => readonly string[],
): InvocationResult {
  const { leaks = [], resumed = [] } = result.record
  // Most invocations leave nothing behind: they pay for no more than this.
  if (leaks.length === 0 && resumed.length === 0) return result
  const facts: PluginFacts | undefined = inject('vitestLambda')
  return watchBy(facts?.leakRules ?? DEFAULT_LEAK_RULES, result, config, owner, awaiting)
}

/** By the rules of the project. */
export function watchBy(
  rules: LeakRules,
  result: InvocationResult,
  config: Leaker,
  owner: Scope,
  awaiting: () => readonly string[],
): InvocationResult {
  const { leaks = [], resumed = [], environmentId, invocationIndex } = result.record
  const { failOnLeak } = rules
  const unexpected = leaks.filter((leak) => !isAllowed(leak, rules))
  if (failOnLeak === 'off' || (unexpected.length === 0 && resumed.length === 0)) return result
  const book = bookOf(reachableScope(owner))
  const entry = { environmentId, invocationIndex, config, leaks: unexpected, failOnLeak, awaiting: awaiting() }
  book.unseen.add(entry)
  const seen = (): void => void book.unseen.delete(entry)
  return watch(result, {
    leaks: seen,
    resumed() {
      seen()
      for (const { invocation } of resumed) book.seen(environmentId, invocation)
    },
  })
}

/** A test file is over: the next one is warned anew. */
export function forgetWarnedLeaks(): void {
  warnedIn.delete(worker())
}

/** What a scope has to tell at its end. */
class LeakBook implements Ending {
  readonly unseen = new Set<UnseenLeaks>()
  readonly #scope: Scope

  constructor(scope: Scope) {
    this.#scope = scope
    scope.add(this)
  }

  seen(environmentId: string, invocation: number): void {
    for (const entry of this.unseen) {
      if (entry.environmentId === environmentId && entry.invocationIndex === invocation) this.unseen.delete(entry)
    }
  }

  /** One word for each call site, however often it was passed. */
  async end(): Promise<void> {
    const told = new Set<string>()
    for (const entry of this.unseen) for (const leak of entry.leaks) this.#tell(leak, entry, told)
  }

  #tell(leak: Leak, entry: UnseenLeaks, told: Set<string>): void {
    const fails = entry.failOnLeak === 'error'
    if (!fails && leak.at === undefined) return
    const sites = fails ? told : warned()
    const place = leak.at ?? `${entry.config.functionName}: ${leak.kind} ${leak.what}`
    const site = `${place} ${leak.via}`
    if (sites.has(site)) return
    sites.add(site)
    if (fails) this.#scope.fail(leakError(leak, entry))
    else this.#scope.warnUnlessSeen(leakWarning(leak, entry))
  }
}

const books = new WeakMap<Scope, LeakBook>()

function bookOf(scope: Scope): LeakBook {
  let book = books.get(scope)
  if (!book) books.set(scope, (book = new LeakBook(scope)))
  return book
}

/** The call sites that were warned about in the test file that is running, per worker. */
const warnedIn = new WeakMap<object, Set<string>>()

function warned(): Set<string> {
  const here = worker()
  let sites = warnedIn.get(here)
  if (!sites) warnedIn.set(here, (sites = new Set()))
  return sites
}
