// Finds the key that a misspelt one was probably meant to be.

/**
 * The candidate nearest to `word`, letter case aside, or undefined when none is near. A name that contains the other
 * counts as near: people write AWS's `httpMethod` where the input says `method`.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = distanceOf(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function distanceOf(a: string, b: string): number {
  const shorter = a.length < b.length ? a : b
  const longer = shorter === a ? b : a
  return a !== b && shorter.length > 2 && longer.includes(shorter) ? 1 : editDistance(a, b)
}

/** Edit distance in which two swapped neighbours count once (optimal string alignment), kept three rows at a time. */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? (beforeLast[j - 2] ?? 0) + 1 : Infinity
      row.push(Math.min(replaced, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
