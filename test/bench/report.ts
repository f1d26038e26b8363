// Compares two sides in rounds that alternate, and prints one ratio: machines differ, and change their speed meanwhile.

import { Times } from './times.js'

interface Rounds {
  readonly warmUp: number
  readonly rounds: number
  /** Of each side in each round. Default 1. */
  readonly calls?: number
}

/** The times of one call of each side, by its name. */
export async function compare(
  sides: Readonly<Record<string, () => Promise<unknown>>>,
  { warmUp, rounds, calls = 1 }: Rounds,
): Promise<Times> {
  const times = new Times()
  for (let round = -warmUp; round < rounds; round++) {
    for (const [what, call] of Object.entries(sides)) {
      const startedAt = performance.now()
      for (let n = 0; n < calls; n++) await call()
      times.add(round, what, (performance.now() - startedAt) / calls)
    }
  }
  return times
}

/** `limit` is the figure the project set itself; missing it is printed, not failed: a benchmark is no test. */
export function report(what: string, times: Times, [ours, base]: readonly [string, string], limit: number): void {
  const ratio = times.median(ours) / times.median(base)
  const verdict = ratio <= limit ? 'within' : 'MISSED'
  const least = (times.least(ours) / times.least(base)).toFixed(2)
  console.log(`${what}: ${ratio.toFixed(2)} (${times.inWords(ours, base)}), limit ${limit}: ${verdict}; least ${least}`)
}
