// What Vitest lends the in-process sandbox: its module loader, its console, and `vi.resetModules()` as the fallback.

import { relative } from 'node:path'
import { inject, vi } from 'vitest'
import { isMissing, loadFailure, missingHandlerFile } from '../../effects/module-graph/load-failure.js'
import { findVitestModules } from '../../effects/module-graph/vitest-modules.js'
import type { FunctionConfig } from '../../function/config.js'
import type { InProcessHost } from '../../sandbox/in-process/host.js'
import type { PluginFacts } from '../plugin-facts.js'
import type { Scope } from './scope.js'
import { reportFault } from './unobserved.js'
import type { Worker } from './worker.js'

/** The surroundings of the environments of one function in one scope. */
export function sandboxHost(worker: Worker, scope: Scope, config: FunctionConfig): InProcessHost {
  const modules = findVitestModules()
  if (!modules) worker.warnOnce(FALLBACK)
  const turns = modules ? undefined : turnsOf(worker)
  const facts: PluginFacts | undefined = inject('vitestLambda')
  return {
    stage: worker.stage,
    timeline: scope.timeline,
    importModule: (id) => importThroughVite(id, facts?.root ?? '/'),
    loading: modules?.loading ?? (() => 0),
    evaluateFresh: (init) => asNodeFails(turns ? () => turns.take(init) : init),
    echo: config.console === 'echo' ? echoToTest : undefined,
    unreported: (fault) => reportFault(fault, config, scope),
  }
}

/**
 * Imports the file of a handler string, by its path without extension, through Vite, as the test itself would: mocks of
 * what it imports apply. What is no file below the root may be an alias, or a package (RES-7).
 */
async function importThroughVite(id: string, root: string): Promise<unknown> {
  try {
    return await vi.importActual(id)
  } catch (error) {
    if (!isMissing(error, id)) throw error
  }
  const asWritten = relative(root, id).replaceAll('\\', '/')
  try {
    return await vi.importActual(asWritten)
  } catch (error) {
    throw isMissing(error, asWritten) ? missingHandlerFile(asWritten) : error
  }
}

/** Errors of Vite's while it loads a function become those of Node.js, which Lambda's runtime would have met (RES-11). */
async function asNodeFails<Result>(init: () => Promise<Result>): Promise<Result> {
  try {
    return await init()
  } catch (error) {
    throw loadFailure(error)
  }
}

/** Shows a line under the running test, by the test's own console: spies on it see the call. */
function echoToTest(method: string, args: readonly unknown[]): void {
  const show: unknown = Reflect.get(console, method)
  if (typeof show === 'function') Reflect.apply(show, console, args)
}

const FALLBACK =
  `this version of Vitest does not keep its module table where it is known to be, so cold starts run one at a time ` +
  `with vi.resetModules(), and a lazy import() sees the newest environment's modules.`

/** The fallback: modules are reset before each Init, one Init at a time. */
class Turns {
  #last: Promise<unknown> = Promise.resolve()

  take<Result>(init: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(() => {
      vi.resetModules()
      return init()
    })
    this.#last = turn.catch(() => {})
    return turn
  }
}

/** One queue per worker: what is reset belongs to all of it. */
const queues = new WeakMap<Worker, Turns>()

function turnsOf(worker: Worker): Turns {
  let turns = queues.get(worker)
  if (!turns) queues.set(worker, (turns = new Turns()))
  return turns
}
