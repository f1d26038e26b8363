// What Vitest lends the in-process sandbox: its module loader, its console, and `vi.resetModules()` as the fallback.

import { inject, vi } from 'vitest'
import { isMissing, loadFailure, missingHandlerFile } from '../../effects/module-graph/load-failure.js'
import { findModuleTable, modulesLoading } from '../../effects/module-graph/vitest-modules.js'
import type { FunctionConfig } from '../../function/config.js'
import type { InProcessHost } from '../../sandbox/in-process/host.js'
import { handlerFiles } from '../handler-files.js'
import type { PluginFacts } from '../plugin-facts.js'
import { loadGuide } from './load-guide.js'
import type { Scope } from './scope.js'
import { warnOfChangedModules } from './shared-modules.js'
import { reportFault } from './unobserved.js'
import type { Worker } from './worker.js'

/** The surroundings of the environments of one function in one scope. */
export function sandboxHost(worker: Worker, scope: Scope, config: FunctionConfig): InProcessHost {
  const turns = findModuleTable() ? undefined : turnsOf(worker)
  if (turns) worker.warnOnce(FALLBACK)
  const facts: PluginFacts | undefined = inject('vitestLambda')
  // Who waits for its turn waits for another function: its event loop is not empty meanwhile.
  const wait = (turn: Promise<void>): Promise<void> =>
    worker.stage.presence?.inside.calls.follow(turn, scope.timeline) ?? turn
  return {
    stage: worker.stage,
    timeline: scope.timeline,
    importModule: (id) => importThroughVite(id, facts?.root ?? '/'),
    loading: modulesLoading,
    evaluateFresh: (init) => withWarning(worker, asNodeFails(turns ? () => turns.take(init, wait) : init)),
    echo: config.console === 'echo' ? echoToTest : undefined,
    explain: (failure) => loadGuide(failure, config, facts?.root ?? process.cwd()),
    unreported: (fault) => reportFault(fault, config, scope),
  }
}

/**
 * Imports the file of a handler string through Vite, as the test itself would: mocks of what it imports apply. `id` is
 * its path from the project's root, without extension.
 */
async function importThroughVite(id: string, root: string): Promise<unknown> {
  for (const file of handlerFiles(root, id)) {
    try {
      return await vi.importActual(file)
    } catch (error) {
      if (!isMissing(error, file)) throw error
    }
  }
  throw missingHandlerFile(id)
}

/** The code that `init` has loaded, after a word about packages whose state it shares with earlier environments. */
async function withWarning<Result>(worker: Worker, init: Promise<Result>): Promise<Result> {
  const result = await init
  const graph = worker.stage.presence?.inside.graph
  if (graph) warnOfChangedModules(worker, graph)
  return result
}

/** Errors of Vite's while it loads a function become those of Node.js, which Lambda's runtime would have met (RES-11). */
async function asNodeFails<Result>(init: () => Promise<Result>): Promise<Result> {
  try {
    return await init()
  } catch (error) {
    throw await loadFailure(error)
  }
}

/** Shows a line under the running test, by the test's own console: spies on it see the call. */
export function echoToTest(method: string, args: readonly unknown[]): void {
  const show: unknown = Reflect.get(console, method)
  if (typeof show === 'function') Reflect.apply(show, console, args)
}

const FALLBACK =
  `this version of Vitest does not keep its module table where it is known to be, so cold starts run one at a time ` +
  `with vi.resetModules(), and a lazy import() sees the newest environment's modules.`

/** The fallback: modules are reset before each Init, one Init at a time. */
class Turns {
  #last: Promise<void> = Promise.resolve()

  /** Runs `init` when all before it have ended; `wait` follows the wait. */
  async take<Result>(init: () => Promise<Result>, wait: (turn: Promise<void>) => Promise<void>): Promise<Result> {
    const turn = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    try {
      await wait(turn)
      vi.resetModules()
      return await init()
    } finally {
      resolve()
    }
  }
}

/** One queue per worker: what is reset belongs to all of it. */
const queues = new WeakMap<Worker, Turns>()

function turnsOf(worker: Worker): Turns {
  let turns = queues.get(worker)
  if (!turns) queues.set(worker, (turns = new Turns()))
  return turns
}
