// Milliseconds in words, in the largest unit that keeps them readable.

/** `0 ms`, `12.5 ms`, `3 s`, `1.25 s`, `15 min`, `2 h`: at most two decimals. */
export function elapsed(ms: number): string {
  const units: readonly (readonly [number, string])[] = [
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ]
  const [size, unit] = units.find(([least]) => ms >= least) ?? [1, 'ms']
  return `${Math.round((ms / size) * 100) / 100} ${unit}`
}
