// The pool of one function version: which environment takes the next invocation, and which are gone.

import type { ExecutionEnvironment } from './environment.js'

/** How an environment comes to be (INIT-12): when a request needs one, or ahead of any. */
export type Provision = 'on-demand' | 'provisioned-concurrency'

/** How a pool makes and forgets its environments. */
export interface PoolOptions {
  readonly create: (provision: Provision) => ExecutionEnvironment
  /** Invocations that one environment takes at once; default 1 (LIF-1). */
  readonly perEnvironment?: number | undefined
  /** An environment idle for longer, in ms, is gone (LIF-5: AWS documents no figure). */
  readonly maximumIdleMs: number
  readonly time: { readonly now: number }
}

/** Environments of one function version: a new one when all have as many invocations as they take (LIF-1, LMI-2). */
export class Pool {
  readonly #options: PoolOptions
  readonly #environments = new Set<ExecutionEnvironment>()
  /** How many invocations each of them has in flight, if any. */
  readonly #busy = new Map<ExecutionEnvironment, number>()
  /** Environments that may finish what they run and take nothing new (LIF-7). */
  readonly #retired = new Set<ExecutionEnvironment>()
  /** Those that are there whatever comes (CON-4). */
  readonly #provisioned = new Set<ExecutionEnvironment>()
  /** Whose environment it is, where tenants have their own (TEN-1). */
  readonly #tenants = new WeakMap<ExecutionEnvironment, string>()

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Environments that are there now, oldest first. Those that idled too long are let go first. */
  get environments(): readonly ExecutionEnvironment[] {
    this.#expire()
    return [...this.#environments]
  }

  /** How many environments are initialised ahead. */
  get provisioned(): number {
    return this.#provisioned.size
  }

  /** Whether one of them is free for the next invocation. */
  get hasProvisionedFree(): boolean {
    for (const environment of this.#provisioned) if (this.#isFree(environment)) return true
    return false
  }

  /**
   * An environment for one invocation: one that was provisioned, else the one used last, else a new one. `tenant` gets
   * one that no other tenant has used. To be given back with `release`.
   */
  take(tenant?: string): ExecutionEnvironment {
    this.#expire()
    const environment = this.#warm(tenant) ?? this.#options.create('on-demand')
    if (tenant !== undefined) this.#tenants.set(environment, tenant)
    this.#environments.add(environment)
    this.#busy.set(environment, (this.#busy.get(environment) ?? 0) + 1)
    return environment
  }

  /** The invocation is over. Returns a promise only when the environment ends with it. */
  release(environment: ExecutionEnvironment): Promise<void> | undefined {
    const left = (this.#busy.get(environment) ?? 1) - 1
    if (left > 0) {
      this.#busy.set(environment, left)
      return undefined
    }
    this.#busy.delete(environment)
    return this.#retired.delete(environment) ? this.#remove(environment) : undefined
  }

  /** Has `count` environments initialised ahead: makes what is missing, and lets go of what is too many (INIT-14). */
  async provision(count: number): Promise<void> {
    const tooMany = [...this.#provisioned].slice(count)
    for (const environment of tooMany) this.#provisioned.delete(environment)
    const made: ExecutionEnvironment[] = []
    while (this.#provisioned.size < count) {
      const environment = this.#options.create('provisioned-concurrency')
      this.#provisioned.add(environment)
      this.#environments.add(environment)
      made.push(environment)
    }
    await Promise.all([...made.map((environment) => environment.initialise()), this.#end(tooMany)])
  }

  /** The next invocation is cold: idle environments end now, busy ones when they have answered; provisioned ones are made anew. */
  async retire(): Promise<void> {
    const count = this.#provisioned.size
    this.#provisioned.clear()
    // Nothing is awaited in between: the pool may be shut down meanwhile.
    await Promise.all([this.#end(this.#environments), this.provision(count)])
  }

  /** Ends every environment, whatever it is doing. */
  async shutDown(): Promise<void> {
    const all = [...this.#environments]
    this.#environments.clear()
    this.#provisioned.clear()
    this.#busy.clear()
    this.#retired.clear()
    await Promise.all(all.map((environment) => environment.shutDown()))
  }

  /** The free environment that was used last, a provisioned one before any other. */
  #warm(tenant: string | undefined): ExecutionEnvironment | undefined {
    let warm: ExecutionEnvironment | undefined
    for (const environment of this.#environments) {
      if (!this.#isFree(environment) || this.#tenants.get(environment) !== tenant) continue
      if (!warm || this.#isBetter(environment, warm)) warm = environment
    }
    return warm
  }

  #isBetter(environment: ExecutionEnvironment, than: ExecutionEnvironment): boolean {
    if (this.#provisioned.size > 0 && this.#provisioned.has(environment) !== this.#provisioned.has(than)) {
      return this.#provisioned.has(environment)
    }
    return environment.frozenAt >= than.frozenAt
  }

  #isFree(environment: ExecutionEnvironment): boolean {
    const { perEnvironment = 1 } = this.#options
    if ((this.#busy.get(environment) ?? 0) >= perEnvironment || this.#retired.has(environment)) return false
    // It is being initialised ahead: whoever comes meanwhile spills over (INIT-14).
    if (environment.phase === 'init' && !this.#busy.has(environment)) return false
    // One that is shared ends with its process, while invocations may still wait in it (LMI-7).
    return environment.phase !== 'shutdown'
  }

  /** Idle ones end now, busy ones when they have answered. */
  async #end(environments: Iterable<ExecutionEnvironment>): Promise<void> {
    const ending: Promise<void>[] = []
    // Nothing is awaited in between: an invocation that comes meanwhile must not find one of them.
    for (const environment of environments) {
      if (this.#busy.has(environment)) this.#retired.add(environment)
      else ending.push(this.#remove(environment))
    }
    await Promise.all(ending)
  }

  #expire(): void {
    const oldest = this.#options.time.now - this.#options.maximumIdleMs
    for (const environment of this.#environments) {
      const idled = environment.frozenAt < oldest && !this.#provisioned.has(environment)
      if ((idled || environment.phase === 'shutdown') && !this.#busy.has(environment)) void this.#remove(environment)
    }
  }

  async #remove(environment: ExecutionEnvironment): Promise<void> {
    this.#environments.delete(environment)
    this.#provisioned.delete(environment)
    await environment.shutDown()
  }
}
