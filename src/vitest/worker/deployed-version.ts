// One version of a function in one scope: what is deployed as it, and its environments.

import { isDeepStrictEqual } from 'node:util'
import { Environment, type ExecutionEnvironment } from '../../environment/environment.js'
import { Pool, type Provision } from '../../environment/pool.js'
import { SharedEnvironment } from '../../environment/shared-environment.js'
import type { Ids } from '../../function/ids.js'
import type { Invocable } from '../../invoke/invoke.js'
import { ThreadSandbox } from '../../sandbox/thread/thread-sandbox.js'
import type { Definition } from './definition.js'
import { environmentSpec } from './environment-spec.js'
import { ownOf } from './function-settings.js'
import { sandboxFor } from './sandbox-for.js'
import type { Scope } from './scope.js'
import { lookForUnreachedMocks } from './unreached-mocks.js'
import type { Worker } from './worker.js'

/** What all versions of a function share. */
export interface VersionHome {
  readonly scope: Scope
  readonly worker: Worker
  readonly ids: Ids
  /** Names of the variables that the test process has: they only explain one that is missing. */
  readonly hostVariables: readonly string[]
  /** Those of environments that are threads: their setup can be called. */
  readonly threads: WeakMap<ExecutionEnvironment, ThreadSandbox>
}

/** Code and configuration never change: `$LATEST` of another definition is another one of these. */
export class DeployedVersion implements Invocable {
  readonly version: string
  readonly definition: Definition
  readonly pool: Pool
  readonly #home: VersionHome

  /** `pool`: of what it takes the place of, where nothing has changed that its environments are made of. */
  constructor(home: VersionHome, definition: Definition, version: string, pool?: Pool) {
    this.#home = home
    this.version = version
    this.definition = definition
    this.pool = pool ?? this.#createPool()
  }

  /** Whether publishing `definition` would change nothing (CP-5). */
  isSameAs({ given, config }: Definition): boolean {
    return this.definition.given.code === given.code && isDeepStrictEqual(ownOf(this.definition.config), ownOf(config))
  }

  #createPool(): Pool {
    const { perEnvironment, maximumIdleMs } = this.definition.config
    return new Pool({
      create: (provision) => this.#createEnvironment(provision),
      perEnvironment,
      maximumIdleMs,
      time: this.#home.scope.timeline,
    })
  }

  #createEnvironment(provision: Provision): ExecutionEnvironment {
    const { scope, worker, ids, hostVariables, threads } = this.#home
    const { version, definition } = this
    const origin = { id: ids.environment(), version, provision, timeline: scope.timeline, hostVariables }
    const spec = environmentSpec(definition, origin)
    const { config } = definition
    const sandbox = sandboxFor(worker, scope, definition)
    const shared = config.perEnvironment !== undefined
    const environment = shared ? new SharedEnvironment(spec, sandbox) : new Environment(spec, sandbox)
    if (sandbox instanceof ThreadSandbox) {
      threads.set(environment, sandbox)
      void lookForUnreachedMocks(worker, definition)
    }
    return environment
  }
}
