// Fills the memory of its environment: with what it keeps, or with garbage.

import { writeFileSync } from 'node:fs'

const kept: unknown[] = []

/** Strings and small objects, as rows of a large file are: V8 comes to the end of its heap within its own code. */
export const rows = async (): Promise<never> => {
  writeFileSync('/tmp/progress', 'reading')
  for (;;) kept.push(JSON.stringify({ a: 'x'.repeat(1000), b: Math.random() }).split(''))
}

/** Keeps `keptMB` at a time, and lets go of four times as much. */
export const garbage = async ({ keptMB }: { keptMB: number }): Promise<number> => {
  const row = Array.from({ length: 1024 * 128 }, (_, i) => i / 2)
  const ring: number[][] = []
  for (let i = 0; i < keptMB * 5; i++) ring[i % keptMB] = [...row]
  return ring.length
}
