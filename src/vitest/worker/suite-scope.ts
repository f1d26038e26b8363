// The scope of lambdas with `lifetime: 'suite'`: it ends with the describe or the file they were declared in; of those that
// a hook, a fixture or a test has made, with the file.

import { type RunnerTestSuite, TestRunner } from 'vitest'
import { joinFaults } from '../../record/faults.js'
import { Timeline } from '../../sandbox/timeline.js'
import { type DeclaredIn, warnOfNextTest } from './declared-anew.js'
import { currentScope, Scope } from './scope.js'
import { type Worker, worker } from './worker.js'

/** What the suite scopes of a file have in common. */
interface Suites {
  /** Their one virtual time. */
  timeline: Timeline | undefined
  /** A test of the file was. */
  cancelled: boolean
  readonly scopes: Set<Scope>
  readonly declaredIn: DeclaredIn
}

/** A suite scope, and those of its file. */
interface Begun {
  readonly suites: Suites
  readonly scope: Scope
}

const suitesOf = new WeakMap<Worker, Suites>()

/**
 * Gives the scope of the suite that is being declared now, which ends after it; in a later file the scope of that file, for
 * what is declared in a module that Vitest evaluates once for both (`isolate: false`). Inside a test it is that of the file:
 * a fixture of the file is made by the first test that asks for it, and nothing tells it from one of the test.
 */
export function suiteScope(): () => Scope {
  const declared = begin()
  const test = currentScope()
  if (test) warnOfNextTest(worker(), declared.suites.declaredIn, test, suiteScope)
  // That of a file ends with it, after the cleanups of its fixtures; and so does one that is declared in a hook or a test.
  const { suite } = TestRunner.getCurrentSuite()
  if (suite) endAfterHooks(suite, declared)
  let now = declared
  return () => {
    if (!isOutsideOfFiles() && suitesOfFile() !== now.suites) now = begin()
    return now.scope
  }
}

/** The first hook is around all others, those of the suite that were registered before this one, too. */
function endAfterHooks(suite: RunnerTestSuite, declared: Begun): void {
  TestRunner.getSuiteHooks(suite).aroundAll.unshift(async (runSuite) => {
    await runSuite()
    await endOf(declared)
  })
}

function begin(): Begun {
  const suites = suitesOfFile()
  const scope = new Scope('its suite', () => (suites.timeline ??= new Timeline(Date.now())))
  suites.scopes.add(scope)
  return { suites, scope }
}

function endOf({ suites: { cancelled }, scope }: Begun): Promise<void> {
  return scope.end({ cancelled })
}

/** The suites of the file that is running. */
function suitesOfFile(): Suites {
  const here = worker()
  const suites: Suites = suitesOf.get(here) ?? {
    timeline: undefined,
    cancelled: false,
    scopes: new Set(),
    declaredIn: new Map(),
  }
  suitesOf.set(here, suites)
  return suites
}

/** No file is running, or this is the call of a test that is over, maybe with its file. */
function isOutsideOfFiles(): boolean {
  return !worker().ready || currentScope()?.over === true
}

/** The virtual time of the suite scopes of this file; undefined where nothing has used it. */
export function suiteTimeline(): Timeline | undefined {
  return suitesOf.get(worker())?.timeline
}

/** A test of the file was cancelled: what was still to come of it belongs to its suites, too. */
export function cancelSuites(): void {
  suitesOfFile().cancelled = true
}

/** The file is over: ends the suite scopes that have not ended, and their time, so that the next file has its own. */
export async function endSuites(): Promise<void> {
  const here = worker()
  const suites = suitesOf.get(here)
  if (!suites) return
  suitesOf.delete(here)
  const scopes = [...suites.scopes].toReversed()
  const ends = await Promise.allSettled(scopes.map((scope) => endOf({ suites, scope })))
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []))
  if (faults.length > 0) throw joinFaults(faults)
}
