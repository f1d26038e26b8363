// The times of a benchmark that alternates between what it compares: medians, by what was measured.

export class Times {
  readonly #times = new Map<string, number[]>()

  /** Rounds below zero warm up. */
  add(round: number, what: string, ms: number): void {
    if (round < 0) return
    const times = this.#times.get(what)
    if (times) times.push(ms)
    else this.#times.set(what, [ms])
  }

  median(what: string): number {
    const times = this.#times.get(what)?.toSorted((a, b) => a - b) ?? []
    return times[Math.floor(times.length / 2)] ?? Number.NaN
  }

  /** The best one: what else the machine does weighs least on it. */
  least(what: string): number {
    return Math.min(...(this.#times.get(what) ?? []))
  }

  inWords(...what: readonly string[]): string {
    return what.map((each) => `${(this.median(each) * 1000).toFixed(1)} µs ${each}`).join(' / ')
  }
}
