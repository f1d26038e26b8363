// The result of reading one configured value: the value as the rest of the code uses it, or what is wrong with it.

/** `problems` are whole clauses that begin with the key they are about (`timeout is 901: it takes …`). */
export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the value at `key` (`timeout`, `loggingConfig.logFormat`). */
export type Rule<T> = (value: unknown, key: string) => Reading<T>

export function accept<T>(value: T): Reading<T> {
  return { ok: true, value }
}

export function refuse(...problems: readonly string[]): Reading<never> {
  return { ok: false, problems }
}

/** The problems of several readings, in order. */
export function problemsOf(readings: readonly Reading<unknown>[]): readonly string[] {
  return readings.flatMap((reading) => (reading.ok ? [] : reading.problems))
}
