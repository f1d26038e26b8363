// The versions and aliases of one function in one scope, and the environments of all of them.

import type { ExecutionEnvironment } from '../../environment/environment.js'
import type { Pool } from '../../environment/pool.js'
import { functionArn } from '../../function/identity.js'
import { LATEST } from '../../invoke/alias.js'
import { Versions } from '../../invoke/versions.js'
import type { Definition } from './definition.js'
import { DeployedVersion, type VersionHome } from './deployed-version.js'
import { RoutingChoice } from './routing-choice.js'

export class DeployedVersions {
  readonly #home: VersionHome
  readonly #versions: Versions<DeployedVersion>
  #provisioned = 0
  /** Pools that were updated away and may still finish what they run (LIF-7). */
  readonly #formerPools = new Set<Pool>()

  constructor(home: VersionHome, definition: Definition) {
    const { config } = definition
    this.#home = home
    this.#versions = new Versions(new DeployedVersion(home, definition, LATEST), {
      functionArn: functionArn(config),
      random: new RoutingChoice(config, home.scope).random,
      config: () => this.latest.config,
    })
  }

  /** What `$LATEST` is. */
  get latest(): Definition {
    return this.#versions.latest.definition
  }

  /** Of all versions. */
  get environments(): readonly ExecutionEnvironment[] {
    return this.#versions.all.flatMap(({ pool }) => pool.environments)
  }

  /** How many environments are provisioned, over all versions. */
  get provisioned(): number {
    return this.#provisioned
  }

  /** The version that a request for `qualifier` goes to. */
  resolve(qualifier: string | undefined): DeployedVersion {
    return this.#versions.resolve(qualifier)
  }

  /** Ends all environments: those in use when they have answered. */
  async recycle(): Promise<void> {
    const [latest, ...published] = this.#versions.all.map(({ pool }) => pool.retire())
    await latest
    if (published.length > 0) await Promise.all(published)
  }

  /** Changes what belongs to the function, and not to a version of it: environments stay as they are. */
  async configure(definition: Definition): Promise<void> {
    this.#versions.update(new DeployedVersion(this.#home, definition, LATEST, this.#versions.latest.pool))
  }

  /** Changes code or configuration (LIF-7). */
  async update(definition: Definition): Promise<void> {
    const former = this.#versions.latest.pool
    this.#versions.update(new DeployedVersion(this.#home, definition, LATEST))
    this.#formerPools.add(former)
    await former.retire()
  }

  /** The number of the version that `$LATEST` is now: a new one only if it has changed since the last (CP-5). */
  async publish(): Promise<string> {
    const { newest, latest } = this.#versions
    if (newest && newest.deployed.isSameAs(latest.definition)) return newest.version
    return this.#versions.publish((version) => new DeployedVersion(this.#home, latest.definition, version))
  }

  async createAlias(name: string, routing: unknown): Promise<void> {
    this.#versions.createAlias(name, routing)
    await this.#provision()
  }

  async updateAlias(name: string, routing: unknown): Promise<void> {
    this.#versions.updateAlias(name, routing)
    await this.#provision()
  }

  async deleteAlias(name: string): Promise<void> {
    this.#versions.deleteAlias(name)
    await this.#provision()
  }

  /** Ends all environments, whatever they are doing. */
  async shutDown(): Promise<void> {
    const pools = [...this.#formerPools, ...this.#versions.all.map(({ pool }) => pool)]
    await Promise.all(pools.map((pool) => pool.shutDown()))
  }

  /** Has as many environments initialised ahead as the aliases say (INIT-14). */
  async #provision(): Promise<void> {
    const counts = this.#versions.provisioned
    this.#provisioned = [...counts.values()].reduce((sum, count) => sum + count, 0)
    await Promise.all(this.#versions.all.map(({ version, pool }) => pool.provision(counts.get(version) ?? 0)))
  }
}
