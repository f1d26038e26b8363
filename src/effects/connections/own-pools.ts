// The pools an environment has for itself, each in the place of one that all code in a process shares.

/** One environment's pools. Each is made when it is first asked for. */
export class OwnPools {
  readonly #pools = new Map<object, object>()
  readonly #replacements = new Map<object, object>()

  /** The environment's own in the place of `shared`; where none can be made, `shared` itself. */
  of<Shared extends object>(shared: Shared, make: (shared: Shared) => Shared | undefined): Shared {
    const known = this.#pools.get(shared)
    if (known) return known as Shared
    const own = make(shared) ?? shared
    this.#pools.set(shared, own)
    return own
  }

  /** What is there in the place of `shared` is to be the environment's own from now on. */
  adopt<Shared extends object>(shared: Shared, own: Shared): void {
    this.#pools.set(shared, own)
  }

  /** Code of the environment has put `own` in the place of `shared`. It is ended by whoever made it. */
  replace<Shared extends object>(shared: Shared, own: Shared): void {
    this.#replacements.set(shared, own)
  }

  /** What code of the environment has put in the place of `shared`. */
  replacementOf<Shared extends object>(shared: Shared): Shared | undefined {
    return this.#replacements.get(shared) as Shared | undefined
  }

  /** Ends them, so that none opens another connection. */
  end(): void {
    for (const [shared, own] of this.#pools) if (own !== shared) destroy(own)
    this.#pools.clear()
  }
}

/** Agents of node:http are gone at once, those of undici later; what either fails with, nobody waits for. */
function destroy(pool: object): void {
  const method: unknown = Reflect.get(pool, 'destroy')
  if (typeof method !== 'function') return
  const ended: unknown = Reflect.apply(method, pool, [])
  if (ended instanceof Promise) ended.catch(() => undefined)
}
