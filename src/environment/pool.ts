// The pool of one function version: which environment takes the next invocation, and which are gone.

import type { ExecutionEnvironment } from './environment.js'

/** How a pool makes and forgets its environments. */
export interface PoolOptions {
  readonly create: () => ExecutionEnvironment
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

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Environments that are there now, oldest first. Those that idled too long are let go first. */
  get environments(): readonly ExecutionEnvironment[] {
    this.#expire()
    return [...this.#environments]
  }

  /** An environment for one invocation: the one used last, or a new one. To be given back with `release`. */
  take(): ExecutionEnvironment {
    this.#expire()
    const { perEnvironment = 1 } = this.#options
    let warm: ExecutionEnvironment | undefined
    for (const environment of this.#environments) {
      if ((this.#busy.get(environment) ?? 0) >= perEnvironment || this.#retired.has(environment)) continue
      // One that is shared ends with its process, while invocations may still wait in it (LMI-7).
      if (environment.phase === 'shutdown') continue
      if (!warm || environment.frozenAt >= warm.frozenAt) warm = environment
    }
    const environment = warm ?? this.#options.create()
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
      const gone = environment.frozenAt < oldest || environment.phase === 'shutdown'
      if (gone && !this.#busy.has(environment)) void this.#remove(environment)
    }
  }

  async #remove(environment: ExecutionEnvironment): Promise<void> {
    this.#environments.delete(environment)
    await environment.shutDown()
  }
}
