// The stage: all effects installed together, and the AsyncLocalStorage that says whose code is running.

import { AsyncLocalStorage } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'
import type { Calls } from '../sandbox/in-process/calls.js'
import { clockEffect, type EnvironmentClock } from './clock/clock.js'
import type { ConnectionBook } from './connections/connection-book.js'
import { connectionsEffect } from './connections/connections-effect.js'
import { FetchPools } from './connections/fetch-pools.js'
import { httpAgentsEffect } from './connections/http-agents.js'
import { type ConsoleState, consoleEffect } from './console.js'
import type { Undo } from './effect.js'
import { ExitCodes, type ExitState, exitEffect } from './exit.js'
import { type FilesState, filesEffect } from './files/files.js'
import { type GlobalsState, globalsEffect } from './globals.js'
import { type ModuleGraphState, moduleGraphEffect } from './module-graph/module-graph.js'
import { type NetworkState, networkEffect } from './network.js'
import { unwind } from './patch.js'
import { PromiseHooks } from './promises/promise-hooks.js'
import type { PromiseTrace } from './promises/promise-trace.js'
import { type ProcessEventsState, processEventsEffect } from './process-events.js'
import { type StdioState, stdioEffect } from './stdio.js'
import { type VariablesState, variablesEffect } from './variables.js'
import { promisedWorkEffect } from './work/promised-work.js'
import type { WorkState } from './work/work.js'
import { workEffect } from './work/work-effect.js'
import { type WorkingDirectoryState, workingDirectoryEffect } from './working-directory.js'

/** Everything of the outside world that one environment has for itself, from Init until its process is lost. */
export interface Inside {
  readonly calls: Calls
  readonly clock: EnvironmentClock
  readonly connections: ConnectionBook
  readonly console: ConsoleState
  readonly exit: ExitState
  readonly files: FilesState
  readonly globals: GlobalsState
  readonly graph: ModuleGraphState
  readonly network: NetworkState
  readonly processEvents: ProcessEventsState
  readonly stdio: StdioState
  readonly variables: VariablesState
  readonly work: WorkState
  readonly workingDirectory: WorkingDirectoryState
}

/** Whose code is running: an environment, and in it an invocation, if it is not Init. */
export interface Presence {
  readonly inside: Inside
  /** Index of the invocation within the environment; undefined during Init. */
  readonly invocation: number | undefined
  /** What `awslambda.InvokeStore` answers from. */
  readonly store: { readonly values: Map<PropertyKey, unknown> }
  /** Follows the promises of the invocation, while it is looked for what it leaves. */
  trace: PromiseTrace | undefined
}

/** Of what an environment has for itself, that which has no time of its own. */
export type Surroundings = Pick<Inside, 'files' | 'network' | 'variables' | 'workingDirectory'>

/** The test's own code, with what an environment has around it. */
interface Visit {
  readonly inside?: undefined
  readonly around: Surroundings
}

/** Named imports follow once for all effects: at the end here, and in the undo by the clock, which comes last there. */
const once = (): void => undefined

/** One per worker: install it before anything of the function is loaded, undo it before it is installed for the next test file. */
export class Stage {
  /** `null`: code of the test, said so. */
  readonly #presence = new AsyncLocalStorage<Presence | Visit | null>()
  /** One environment has everything for itself: what is known to be of nobody else is its own. */
  readonly sole: boolean
  #last: Presence | undefined
  /** Installs what can wait until code of an environment runs for the first time; undefined once it has. */
  #installRest: (() => void) | undefined
  /** `process.exitCode` holds an environment's value while its code may run. */
  readonly exitCodes: ExitCodes = new ExitCodes()
  /** The pools of fetch: undici says to nobody when it makes them, so somebody has to look. */
  readonly fetchPools: FetchPools = new FetchPools()

  /** Tells the traces of invocations about their promises. */
  readonly promises: PromiseHooks = new PromiseHooks(() => this.presence?.trace)

  /** `sole`: where one environment has the whole thread, also what has lost its asynchronous context is its own. */
  constructor(among: 'shared' | 'sole' = 'shared') {
    this.sole = among === 'sole'
  }

  /** Whose code is running now; undefined for the test's own. */
  get presence(): Presence | undefined {
    const who = this.#who
    return who?.inside ? who : undefined
  }

  get #who(): Presence | Visit | undefined {
    const store = this.#presence.getStore()
    return store === undefined && this.sole ? this.#last : (store ?? undefined)
  }

  get #around(): Surroundings | undefined {
    const who = this.#who
    return who?.inside ? who.inside : who?.around
  }

  /** Runs `run`, and whatever it starts, as code of an environment. */
  run<Result>(presence: Presence, run: () => Result): Result {
    this.#installRest?.()
    if (this.sole) this.#last = presence
    return this.#presence.run(presence, run)
  }

  /** Runs `run` as the test's own code. */
  outside<Result>(run: () => Result): Result {
    return this.#presence.run(null, run)
  }

  /** The same with what is around an environment: time, and all else, is the test's. */
  visit<Result>(around: Surroundings, run: () => Result): Result {
    return this.#presence.run({ around }, run)
  }

  /**
   * Installs every effect, in this order; the undo takes them out in the reverse order. Those that would load modules
   * which most test files never need, and that nobody can have taken hold of before, come with the first environment.
   */
  install(): Undo {
    const inside = (): Inside | undefined => this.presence?.inside
    const rest: Undo[] = []
    this.#installRest = () => {
      this.#installRest = undefined
      rest.push(
        // An agent that all code of a thread shares is that of its one environment.
        this.sole ? () => undefined : httpAgentsEffect.install(() => inside()?.connections),
        promisedWorkEffect.install(() => inside()?.work),
      )
    }
    const undo = unwind([
      clockEffect.install(() => inside()?.clock, once),
      workEffect.install(() => inside()?.work),
      this.promises.install(),
      networkEffect.install(() => this.#around?.network, once),
      connectionsEffect.install(() => inside()?.connections),
      this.fetchPools.install(() => inside()?.connections),
      filesEffect.install(() => this.#around?.files, once),
      workingDirectoryEffect.install(() => this.#around?.workingDirectory, once),
      variablesEffect.install(() => this.#around?.variables, once),
      stdioEffect.install(() => inside()?.stdio),
      consoleEffect.install(() => inside()?.console, once),
      globalsEffect.install(() => inside()?.globals),
      processEventsEffect.install(() => inside()?.processEvents),
      exitEffect.install(() => inside()?.exit, once),
      moduleGraphEffect.install(() => inside()?.graph),
      () => {
        this.#installRest = undefined
        unwind(rest.splice(0))()
      },
    ])
    // A thread has its environment for certain, and may be booted ahead of it.
    if (this.sole) this.#installRest?.()
    syncBuiltinESMExports()
    return undo
  }
}
