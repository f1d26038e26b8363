// Durations as users write them: a number of milliseconds, or a number with a unit.

import { accept, refuse } from './reading.js'
import type { Reading } from './reading.js'
import { showValue } from './show-value.js'

/** A number is milliseconds; text has a unit: `'250ms'`, `'90s'`, `'15m'`, `'1h'`. Never negative. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h'}`

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
type Unit = keyof typeof MILLISECONDS

/** Units people write that are not ours, and what to write for one of them. */
const OTHER_UNITS: readonly (readonly [RegExp, (amount: number) => string])[] = [
  [/^(msecs?|millis(econds?)?)$/, (amount) => `${amount}ms`],
  [/^(secs?|seconds?)$/, (amount) => `${amount}s`],
  [/^(mins?|minutes?)$/, (amount) => `${amount}m`],
  [/^(hrs?|hours?)$/, (amount) => `${amount}h`],
  [/^(d|days?)$/, (amount) => `${amount * 24}h`],
]

const FORMS = "write milliseconds as a number (1500), or '250ms', '90s', '15m', '1h'"

/**
 * Milliseconds of a duration. `where` names the place for the error (`idle()`, `withLambda(): maximumIdle`).
 * Throws a `TypeError` for what is no duration, saying what to write instead.
 */
export function parseDuration(value: number | string, where: string): number {
  const reading = readDuration(value, `the duration ${showValue(value)}`)
  if (reading.ok) return reading.value
  throw new TypeError(`${where}: ${reading.problems.join('; ')}`)
}

/** Reads a duration of any type; problems begin with `subject`. */
export function readDuration(value: unknown, subject: string): Reading<number> {
  if (typeof value === 'number') return readAmount(value, subject)
  if (typeof value !== 'string') return refuse(`${subject} is neither a number nor text: ${FORMS}`)
  const text = value.trim().toLowerCase()
  const [, amount, unit] = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-zµ]*)$/.exec(text) ?? []
  if (amount === undefined || unit === undefined) return refuse(`${subject} cannot be read: ${FORMS}`)
  const number = Number(amount)
  if (unit === '') return refuse(`${subject} has no unit: write ${number} for milliseconds, or '${number}s'`)
  if (!isUnit(unit) || value !== `${amount}${unit}`) {
    return refuse(`${subject} is not written as a duration: ${correction(number, unit)}`)
  }
  return readAmount(number * MILLISECONDS[unit], subject)
}

function readAmount(milliseconds: number, subject: string): Reading<number> {
  if (Number.isNaN(milliseconds)) return refuse(`${subject} is not a number: ${FORMS}`)
  if (milliseconds < 0) return refuse(`${subject} is negative: time does not go back`)
  if (milliseconds > Number.MAX_SAFE_INTEGER) return refuse(`${subject} is too long: it ends beyond any date`)
  return accept(milliseconds)
}

function correction(amount: number, unit: string): string {
  if (isUnit(unit)) return `write '${amount}${unit}'`
  const known = OTHER_UNITS.find(([pattern]) => pattern.test(unit))
  return known ? `write '${known[1](amount)}'` : `'${unit}' is no unit; ${FORMS}`
}

function isUnit(unit: string): unit is Unit {
  return Object.hasOwn(MILLISECONDS, unit)
}
