// Intl.DateTimeFormat without a date: it formats the environment's time inside one, the time of before outside.

import type { Current, Undo } from '../effect.js'
import { patch } from '../patch.js'
import type { EnvironmentClock } from './environment-clock.js'

type Format = (date?: Date | number) => string
type FormatToParts = (date?: Date | number) => Intl.DateTimeFormatPart[]

/** Routes the two methods that take the time of now for a date that is not given. */
export function routeIntlNow(current: Current<EnvironmentClock>): Undo[] {
  const { prototype } = Intl.DateTimeFormat
  const formatBefore = Object.getOwnPropertyDescriptor(prototype, 'format')
  const partsBefore: FormatToParts = prototype.formatToParts
  const orNow = (date: Date | number | undefined): Date | number | undefined => date ?? current()?.read()
  function format(this: unknown): Format {
    const bound = formatBefore?.get?.call(this) as Format
    return current() === undefined ? bound : (date) => bound(orNow(date))
  }
  function formatToParts(this: unknown, date?: Date | number): Intl.DateTimeFormatPart[] {
    return Reflect.apply(partsBefore, this, [orNow(date)])
  }
  return [patch(prototype, 'format', { get: format }), patch(prototype, 'formatToParts', { value: formatToParts })]
}
