// The versions and aliases of one function in one scope, and the environments of all of them.

import type { ExecutionEnvironment } from '../../environment/environment.js'
import type { Pool } from '../../environment/pool.js'
import type { FailedInit } from '../../environment/spec.js'
import type { FunctionConfig } from '../../function/config.js'
import { functionArn } from '../../function/identity.js'
import { LATEST } from '../../invoke/alias.js'
import { Versions } from '../../invoke/versions.js'
import { joinFaults } from '../../record/faults.js'
import type { Definition } from './definition.js'
import { DeployedVersion, type VersionHome } from './deployed-version.js'
import { type Provisioning, provisioningError } from './provisioning-error.js'
import { RoutingChoice } from './routing-choice.js'
import type { SetupHolders } from './setup-calls.js'

export class DeployedVersions {
  readonly #home: VersionHome
  readonly #versions: Versions<DeployedVersion>
  /** Whether any alias has environments initialised ahead: each invocation asks for their number. */
  #provisions = false
  /** Those of versions that were used, the last one last: virtual time may stand still meanwhile. */
  readonly #poolsUsed = new Set<Pool>()
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

  /** An invocation of this version is over. */
  used({ pool }: DeployedVersion): void {
    this.#poolsUsed.delete(pool)
    this.#poolsUsed.add(pool)
  }

  /**
   * Where functions of the setup can be called: in the environments of what `qualifier` means, as for an invocation; where
   * there is none, in a new one.
   */
  setupHolders(qualifier: string = LATEST): SetupHolders {
    const used = [...this.#poolsUsed]
    const versions = this.#versions.behind(qualifier)
    const pools = versions.map(({ pool }) => pool).toSorted((a, b) => used.indexOf(a) - used.indexOf(b))
    const { config } = (versions[0] ?? this.#versions.latest).definition
    return {
      config,
      environments: pools.flatMap(({ environments }) => environments),
      prepare: () => {
        if (versions.length > 1) throw new Error(mayGoTo(config, qualifier, versions))
        return this.#versions.resolve(qualifier).pool.prepare()
      },
      threadOf: (environment) => this.#home.threads.get(environment),
    }
  }

  /** How many environments are provisioned, over all versions. */
  get provisioned(): number {
    return this.#provisions ? this.#versions.all.reduce((sum, { pool }) => sum + pool.provisioned, 0) : 0
  }

  /** The version that a request for `qualifier` goes to. */
  resolve(qualifier: string | undefined): DeployedVersion {
    return this.#versions.resolve(qualifier)
  }

  /** All versions that requests for `qualifier` may go to; none where there is nothing of that name. */
  behind(qualifier: string): readonly DeployedVersion[] {
    return this.#versions.behind(qualifier)
  }

  /** Ends all environments: those in use when they have answered. Rejects when Init of what is provisioned anew fails. */
  async recycle(): Promise<void> {
    if (this.#provisions) return this.#initialise(this.#versions.all, ({ pool }) => pool.retire())
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
    await this.#route(name, () => this.#versions.createAlias(name, routing))
  }

  async updateAlias(name: string, routing: unknown): Promise<void> {
    await this.#route(name, () => this.#versions.updateAlias(name, routing))
  }

  async deleteAlias(name: string): Promise<void> {
    await this.#route(name, () => this.#versions.deleteAlias(name))
  }

  /** Ends all environments, whatever they are doing. */
  async shutDown(): Promise<void> {
    const pools = [...this.#formerPools, ...this.#versions.all.map(({ pool }) => pool)]
    await Promise.all(pools.map((pool) => pool.shutDown()))
  }

  /** Where `alias` had or has environments initialised ahead, there are as many then as all aliases say (INIT-14). */
  async #route(alias: string, change: () => void): Promise<void> {
    const before = this.#versions.provisionedBy(alias)
    change()
    const after = this.#versions.provisionedBy(alias)
    const counts = this.#versions.provisioned
    this.#provisions = counts.size > 0
    await this.#initialise(
      this.#versions.all.filter(({ version }) => before.has(version) || after.has(version)),
      ({ version, pool }) => pool.provision(counts.get(version) ?? 0),
    )
  }

  /** `begin` makes environments ahead of any request. Rejects when their Init fails: no result reports it (CON-4). */
  async #initialise(
    versions: readonly DeployedVersion[],
    begin: (deployed: DeployedVersion) => Promise<readonly FailedInit[]>,
  ): Promise<void> {
    const inits = await Promise.all(versions.map(async (deployed) => ({ deployed, failed: await begin(deployed) })))
    const errors = inits.flatMap(({ deployed, failed: [first, ...more] }) =>
      first ? provisioningError([first, ...more], this.#provisioning(deployed)) : [],
    )
    if (errors.length > 0) throw joinFaults(errors)
  }

  #provisioning({ version, definition }: DeployedVersion): Provisioning {
    const { functionName, timeoutMs } = definition.config
    const count = this.#versions.provisioned.get(version) ?? 0
    return { functionName, timeoutMs, version, aliases: this.#versions.provisioning(version), count }
  }
}

function mayGoTo({ functionName }: FunctionConfig, alias: string, versions: readonly DeployedVersion[]): string {
  const [first, ...others] = versions.map(({ version }) => version)
  return (
    `${functionName}: setup() of alias '${alias}' finds no environment, and which version the next invocation goes to is ` +
    `not known yet: ${[first, ...others].join(' or ')}. Name the version: qualified('${first}').setup().`
  )
}
