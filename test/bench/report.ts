// Prints one ratio: both sides of it are from the same run, since machines differ and are noisy.

import type { BenchResult } from 'vitest'

/** `limit` is the figure the project set itself; missing it is printed, not failed: a benchmark is no test. */
export function report(what: string, measured: BenchResult, base: BenchResult, limit: number): void {
  const [ours, theirs] = [measured.latency.p50, base.latency.p50]
  const verdict = ours / theirs <= limit ? 'within' : 'MISSED'
  console.log(`${what}: ${(ours / theirs).toFixed(2)} (${micro(ours)} / ${micro(theirs)}), limit ${limit}: ${verdict}`)
}

function micro(ms: number): string {
  return ms < 1 ? `${(ms * 1000).toFixed(1)} µs` : `${ms.toFixed(2)} ms`
}
