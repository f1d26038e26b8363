// The versions and aliases of one function, and which of them a qualifier means.

import {
  aliasName,
  type AliasRouting,
  chooseVersion,
  LATEST,
  provisionedByVersion,
  readRouting,
  versionsOf,
} from './alias.js'
import { LambdaServiceException } from './exceptions.js'

/** What versions need of the function they belong to. */
export interface VersionsOptions {
  readonly functionArn: string
  /** 0 to less than 1: for the choice between the versions of an alias. */
  readonly random: () => number
  /** Of what is `$LATEST` now: what may be provisioned depends on it. */
  readonly config: () => ProvisioningConfig
}

/** What of a function's configuration says how much may be provisioned. */
export interface ProvisioningConfig {
  /** Provisioned concurrency is a part of it (CON-4). */
  readonly reservedConcurrentExecutions: number | undefined
  /** Environments of tenants are made when these come, so none can be provisioned (TEN-1). */
  readonly isolatesTenants: boolean
}

/** What is deployed under each version number; `$LATEST` is the one that changes. */
export class Versions<Deployed> {
  #latest: Deployed
  readonly #options: VersionsOptions
  /** By number as text, oldest first. */
  readonly #published = new Map<string, Deployed>()
  readonly #aliases = new Map<string, AliasRouting>()

  constructor(latest: Deployed, options: VersionsOptions) {
    this.#latest = latest
    this.#options = options
  }

  get latest(): Deployed {
    return this.#latest
  }

  /** All that are deployed, `$LATEST` first. */
  get all(): readonly Deployed[] {
    return [this.#latest, ...this.#published.values()]
  }

  /** The version that was published last. */
  get newest(): { readonly version: string; readonly deployed: Deployed } | undefined {
    const last = [...this.#published].at(-1)
    return last && { version: last[0], deployed: last[1] }
  }

  /**
   * Code or configuration of `$LATEST` change; published versions never do (CP-5). Throws where the configuration does not
   * leave what aliases have provisioned, and then nothing has changed.
   */
  update(latest: Deployed): void {
    const former = this.#latest
    this.#latest = latest
    const problem = provisioningProblem(this.#aliases, this.#options.config())
    if (!problem) return
    this.#latest = former
    throw invalid(`update(): ${problem}`)
  }

  /** Numbers begin at 1 and are never used again (CP-5). */
  publish(deploy: (version: string) => Deployed): string {
    const version = String(this.#published.size + 1)
    this.#published.set(version, deploy(version))
    return version
  }

  /** What `version` is; no alias is one. `ResourceNotFoundException` for a version that was not published. */
  #version(version: string): Deployed {
    const deployed = version === LATEST ? this.#latest : this.#published.get(version)
    if (!deployed) throw this.#notFound(version)
    return deployed
  }

  /** Throws `ResourceConflictException` when there is one of that name, and what `updateAlias` throws. */
  createAlias(name: unknown, routing: unknown): void {
    aliasName(name)
    if (this.#aliases.has(name)) {
      throw new LambdaServiceException(
        'ResourceConflictException',
        `Alias already exists: ${this.#options.functionArn}:${name}`,
      )
    }
    this.#setAlias(name, readRouting(name, routing))
  }

  /** What is not given stays as it is. Throws AWS's exceptions for what cannot be routed to. */
  updateAlias(name: string, routing: unknown): void {
    this.#setAlias(name, readRouting(name, routing, this.#alias(name)))
  }

  deleteAlias(name: string): void {
    this.#alias(name)
    this.#aliases.delete(name)
  }

  /** None is `$LATEST`; a number is that version; a name is an alias, chosen anew for each request (CP-6, CP-7). */
  resolve(qualifier: string | undefined): Deployed {
    if (qualifier === undefined || qualifier === LATEST) return this.#latest
    const routing = this.#aliases.get(qualifier)
    return this.#version(routing ? chooseVersion(routing, this.#options.random) : qualifier)
  }

  #alias(name: string): AliasRouting {
    const routing = this.#aliases.get(name)
    if (!routing) throw this.#notFound(name, 'alias')
    return routing
  }

  /** All that requests for `qualifier` may go to; none where there is nothing of that name. */
  behind(qualifier: string): readonly Deployed[] {
    const routing = this.#aliases.get(qualifier)
    const versions = routing ? versionsOf(routing) : [qualifier]
    return versions.flatMap((version) => (version === LATEST ? this.#latest : (this.#published.get(version) ?? [])))
  }

  /** How many environments each version is to have initialised ahead. */
  get provisioned(): ReadonlyMap<string, number> {
    return provisionedByVersion(this.#aliases.values())
  }

  /** The part of it that `alias` asks for; nothing where there is none of that name. */
  provisionedBy(alias: string): ReadonlyMap<string, number> {
    const routing = this.#aliases.get(alias)
    return provisionedByVersion(routing ? [routing] : [])
  }

  /** The names of the aliases that ask for a part of what `version` has. */
  provisioning(version: string): readonly string[] {
    return [...this.#aliases.keys()].filter((name) => this.provisionedBy(name).has(version))
  }

  #setAlias(name: string, routing: AliasRouting): void {
    for (const version of versionsOf(routing)) this.#version(version)
    const problem = provisioningProblem(new Map(this.#aliases).set(name, routing), this.#options.config())
    if (problem) throw invalid(`alias '${name}': ${problem}`)
    this.#aliases.set(name, routing)
  }

  /** API-6. */
  #notFound(qualifier: string, what: 'function' | 'alias' = 'function'): LambdaServiceException {
    const has = [LATEST, ...this.#published.keys(), ...this.#aliases.keys()]
    const [subject, listed] = what === 'alias' ? ['Alias', [...this.#aliases.keys()]] : ['Function', has]
    return new LambdaServiceException(
      'ResourceNotFoundException',
      `${subject} not found: ${this.#options.functionArn}:${qualifier} (there ${listed.length === 1 ? 'is' : 'are'} ${listed.join(', ') || 'none'})`,
    )
  }
}

/**
 * Why `aliases` cannot have what they provision, if they cannot: it is a part of what is reserved (CON-4), and tenants have
 * none (TEN-1).
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html and
 * https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html
 */
function provisioningProblem(
  aliases: ReadonlyMap<string, AliasRouting>,
  { reservedConcurrentExecutions: reserved = Infinity, isolatesTenants }: ProvisioningConfig,
): string | undefined {
  const counts = [...aliases].map(([name, { provisionedConcurrentExecutions: count }]) => ({ name, count }))
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  const listed = counts.flatMap(({ name, count }) => (count > 0 ? [`${count} of '${name}'`] : [])).join(', ')
  if (isolatesTenants && all > 0) {
    return (
      `a function with a tenancy configuration has no provisioned concurrency (here ${listed}): its aliases take ` +
      'provisionedConcurrentExecutions: 0'
    )
  }
  if (all <= reserved) return undefined
  return (
    `provisioned concurrency would be ${all} in all, which is more than the ${reserved} that ` +
    `reservedConcurrentExecutions leaves the function (${listed}): reserve more, or provision less by updateAlias()`
  )
}

function invalid(message: string): LambdaServiceException {
  return new LambdaServiceException('InvalidParameterValueException', message)
}
