// Everybody who travels on one timeline, asked together.

import type { Traveller } from './traveller.js'

/** What travellers are at in one turn: the first of these that holds for one of them decides for all. */
export type Pursuit = 'loading' | 'busy' | 'stirring' | 'waiting'

/** Lists that are made anew: mostly there is one traveller or none, and a Set that is emptied makes its table anew each time. */
const NOBODY: readonly Traveller[] = []

/** The travellers of one timeline. */
export class Travellers {
  #all: readonly Traveller[] = NOBODY
  readonly #told = new WeakSet<Traveller>()
  #activity = -1

  get size(): number {
    return this.#all.length
  }

  [Symbol.iterator](): Iterator<Traveller> {
    return this.#all.values()
  }

  add(traveller: Traveller): void {
    if (!this.#all.includes(traveller)) this.#all = [...this.#all, traveller]
  }

  /** False: it had left already. */
  delete(traveller: Traveller): boolean {
    if (!this.#all.includes(traveller)) return false
    this.#all = this.#all.length === 1 ? NOBODY : this.#all.filter((each) => each !== traveller)
    return true
  }

  /** Begins a turn: what they are at, and whether anything has changed since the last. */
  survey(): { readonly pursuit: Pursuit; readonly changed: boolean } {
    let [loading, busy, stirring, activity] = [false, false, false, 0]
    for (const traveller of this.#all) {
      traveller.clock.newTurn()
      loading ||= traveller.loading()
      busy ||= traveller.busy()
      stirring ||= traveller.stirring()
      activity += traveller.activity()
    }
    const changed = activity !== this.#activity
    this.#activity = activity
    return { pursuit: loading ? 'loading' : busy ? 'busy' : stirring ? 'stirring' : 'waiting', changed }
  }

  /** Those who wait for nothing at all and have not been told so. */
  stuck(): Traveller[] {
    return this.#all.filter((traveller) => !this.#told.has(traveller) && !traveller.loopAlive())
  }

  /** Whether somebody outside may still speak to one of them. */
  open(): boolean {
    for (const traveller of this.#all) if (traveller.open()) return true
    return false
  }

  /** Tells them, each once, that nothing will ever happen. */
  tellEmptied(stuck: readonly Traveller[]): void {
    for (const traveller of stuck) this.#told.add(traveller)
    for (const traveller of stuck) traveller.loopEmptied()
  }

  /** When the next timer of any of them is due. */
  nextTimer(): number | undefined {
    let next: number | undefined
    for (const { clock } of this.#all) {
      const at = clock.nextAt()
      if (at !== undefined && (next === undefined || at < next)) next = at
    }
    return next
  }

  firstDeadline(): number {
    let first = Infinity
    for (const { deadline } of this.#all) first = Math.min(first, deadline)
    return first
  }
}
