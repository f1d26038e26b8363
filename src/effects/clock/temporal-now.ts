// Temporal.Now as code sees it: the environment's time inside one, the time of before outside. Node.js 26 and later.

import type { Current, Undo } from '../effect.js'
import { patch } from '../patch.js'
import type { EnvironmentClock } from './environment-clock.js'

interface ZonedDateTime {
  toPlainDate(): unknown
  toPlainTime(): unknown
  toPlainDateTime(): unknown
}

/** What is used of https://tc39.es/proposal-temporal/docs/now.html */
export interface TemporalNamespace {
  readonly Instant: {
    fromEpochMilliseconds(ms: number): { toZonedDateTimeISO(timeZone: unknown): ZonedDateTime }
  }
  readonly Now: { timeZoneId(): string } & Record<NowMethod, (timeZone?: unknown) => unknown>
}

type NowMethod = 'instant' | 'zonedDateTimeISO' | 'plainDateISO' | 'plainTimeISO' | 'plainDateTimeISO'

/** Routes every method of `Temporal.Now` that says what time it is. */
export function routeTemporalNow(current: Current<EnvironmentClock>, temporal: TemporalNamespace): Undo[] {
  const { Instant, Now } = temporal
  const zoned = (clock: EnvironmentClock, timeZone: unknown = Now.timeZoneId()): ZonedDateTime =>
    Instant.fromEpochMilliseconds(clock.read()).toZonedDateTimeISO(timeZone)
  const inside: Record<NowMethod, (clock: EnvironmentClock, timeZone: unknown) => unknown> = {
    instant: (clock) => Instant.fromEpochMilliseconds(clock.read()),
    zonedDateTimeISO: zoned,
    plainDateISO: (clock, timeZone) => zoned(clock, timeZone).toPlainDate(),
    plainTimeISO: (clock, timeZone) => zoned(clock, timeZone).toPlainTime(),
    plainDateTimeISO: (clock, timeZone) => zoned(clock, timeZone).toPlainDateTime(),
  }
  return (Object.keys(inside) as NowMethod[]).map((method) => {
    const before = Now[method]
    function now(timeZone?: unknown): unknown {
      const clock = current()
      return clock === undefined ? Reflect.apply(before, Now, [timeZone]) : inside[method](clock, timeZone)
    }
    return patch(Now, method, { value: now })
  })
}
