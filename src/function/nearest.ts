// Finds the known name that a misspelt one was probably meant to be.

/**
 * The nearest of `known` to `name`, or `undefined` when nothing is near. Case does not count. Near is: at most one slip
 * in three letters (a missing, extra, wrong or swapped letter), or else the beginning or a longer part of a known name,
 * or a name that holds a longer known one, as AWS's `httpMethod` holds `method`.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase()
  const candidates = [...known]
  const bySlips = candidates
    .map((candidate) => ({ candidate, slips: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= Math.floor(Math.max(wanted.length, candidate.length) / 3))
  if (bySlips.length > 0) return bySlips.reduce((best, next) => (next.slips < best.slips ? next : best)).candidate
  return candidates
    .filter((candidate) => isPartOf(wanted, candidate.toLowerCase()))
    .reduce<string | undefined>((best, next) => (best && best.length <= next.length ? best : next), undefined)
}

function isPartOf(wanted: string, candidate: string): boolean {
  if (wanted.length >= 3 && candidate.startsWith(wanted)) return true
  if (candidate.length >= 4 && wanted.includes(candidate)) return true
  return wanted.length >= 4 && candidate.includes(wanted)
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each count one. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(at(last, j) + 1, at(row, j - 1) + 1, substitution)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, at(beforeLast, j - 2) + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
