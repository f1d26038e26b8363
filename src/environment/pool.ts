// The pool of one function version: which environment takes the next invocation, and which are gone.

import type { Environment } from './environment.js'

/** How a pool makes and forgets its environments. */
export interface PoolOptions {
  readonly create: () => Environment
  /** An environment idle for longer, in ms, is gone (LIF-5: AWS documents no figure). */
  readonly maximumIdleMs: number
  readonly time: { readonly now: number }
}

/** Environments of one function version: one invocation each at a time, a new one when all are busy (LIF-1). */
export class Pool {
  readonly #options: PoolOptions
  readonly #environments = new Set<Environment>()
  readonly #busy = new Set<Environment>()
  /** Environments that may finish what they run and take nothing new (LIF-7). */
  readonly #retired = new Set<Environment>()

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Environments that are there now, oldest first. Those that idled too long are let go first. */
  get environments(): readonly Environment[] {
    this.#expire()
    return [...this.#environments]
  }

  /** An environment for one invocation: the one frozen last, or a new one. To be given back with `release`. */
  take(): Environment {
    this.#expire()
    let warm: Environment | undefined
    for (const environment of this.#environments) {
      if (this.#busy.has(environment)) continue
      if (!warm || environment.frozenAt >= warm.frozenAt) warm = environment
    }
    const environment = warm ?? this.#options.create()
    this.#environments.add(environment)
    this.#busy.add(environment)
    return environment
  }

  /** The invocation is over. Returns a promise only when the environment ends with it. */
  release(environment: Environment): Promise<void> | undefined {
    this.#busy.delete(environment)
    return this.#retired.delete(environment) ? this.#remove(environment) : undefined
  }

  /** The next invocation is cold: idle environments end now, busy ones when they have answered. */
  async retire(): Promise<void> {
    const ending: Promise<void>[] = []
    // Nothing is awaited in between: an invocation that comes meanwhile must not find one of them.
    for (const environment of this.#environments) {
      if (this.#busy.has(environment)) this.#retired.add(environment)
      else ending.push(this.#remove(environment))
    }
    await Promise.all(ending)
  }

  /** Ends every environment, whatever it is doing. */
  async shutDown(): Promise<void> {
    const all = [...this.#environments]
    this.#environments.clear()
    this.#busy.clear()
    this.#retired.clear()
    await Promise.all(all.map((environment) => environment.shutDown()))
  }

  #expire(): void {
    const oldest = this.#options.time.now - this.#options.maximumIdleMs
    for (const environment of this.#environments) {
      if (!this.#busy.has(environment) && environment.frozenAt < oldest) void this.#remove(environment)
    }
  }

  async #remove(environment: Environment): Promise<void> {
    this.#environments.delete(environment)
    await environment.shutDown()
  }
}
