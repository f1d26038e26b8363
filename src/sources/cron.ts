// Cron expressions of EventBridge: six fields, in UTC, and when they fire next.

/** What fires at a minute: pure, of UTC. */
export interface Cron {
  /** The first firing after `after`, ms since the epoch; undefined if there is none until the end of 2199. */
  next(after: number): number | undefined
}

/** The expression is none that AWS takes; the message says why. */
export class CronError extends Error {}

interface Field {
  readonly name: string
  readonly minimum: number
  readonly maximum: number
  readonly names?: readonly string[]
}

/** A day, as the fields of days look at it. */
interface Day {
  readonly year: number
  /** 0 to 11, as JavaScript counts. */
  readonly month: number
  readonly day: number
}

type DayTest = (day: Day) => boolean

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

const MINUTES: Field = { name: 'minutes', minimum: 0, maximum: 59 }
const HOURS: Field = { name: 'hours', minimum: 0, maximum: 23 }
const DAY_OF_MONTH: Field = { name: 'day-of-month', minimum: 1, maximum: 31 }
const MONTH: Field = { name: 'month', minimum: 1, maximum: 12, names: MONTHS }
const DAY_OF_WEEK: Field = { name: 'day-of-week', minimum: 1, maximum: 7, names: WEEKDAYS }
const YEAR: Field = { name: 'year', minimum: 1970, maximum: 2199 }

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/**
 * Reads the fields of `cron(minutes hours day-of-month month day-of-week year)`. Throws a `CronError`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function readCron(text: string): Cron {
  const fields = text.trim().split(/\s+/)
  if (fields.length !== 6) {
    throw new CronError(
      `it has ${fields.length} fields, and takes six: minutes hours day-of-month month day-of-week year`,
    )
  }
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new CronError('one of day-of-month and day-of-week is ?, and the other is not: cron(0 12 * * ? *)')
  }
  const minutesOfDay = timesOf(values(minutes, MINUTES), values(hours, HOURS))
  const months = values(month, MONTH)
  const years = values(year, YEAR)
  const isDay = dayOfWeek === '?' ? dayOfMonthTest(dayOfMonth) : dayOfWeekTest(dayOfWeek)
  const fires: DayTest = (day) => years.has(day.year) && months.has(day.month + 1) && isDay(day)
  return { next: (after) => firstAfter(after, fires, minutesOfDay) }
}

function ordered(numbers: ReadonlySet<number>): readonly number[] {
  return [...numbers].toSorted((a, b) => a - b)
}

/** Minutes since midnight, in order. */
function timesOf(minutes: ReadonlySet<number>, hours: ReadonlySet<number>): readonly number[] {
  return ordered(hours).flatMap((hour) => ordered(minutes).map((minute) => hour * 60 + minute))
}

function firstAfter(after: number, fires: DayTest, minutesOfDay: readonly number[]): number | undefined {
  const end = Date.UTC(YEAR.maximum + 1, 0, 1)
  for (let midnight = Math.floor(after / DAY_MS) * DAY_MS; midnight < end; midnight += DAY_MS) {
    if (!fires(dayAt(midnight))) continue
    const minute = minutesOfDay.find((one) => midnight + one * MINUTE_MS > after)
    if (minute !== undefined) return midnight + minute * MINUTE_MS
  }
  return undefined
}

function dayAt(time: number): Day {
  const date = new Date(time)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() }
}

/** The values that a field with `*`, `,`, `-` and `/` stands for. */
function values(text: string, field: Field): ReadonlySet<number> {
  return new Set(text.split(',').flatMap((part) => partValues(part, field)))
}

function partValues(part: string, field: Field): readonly number[] {
  const [range = '', step, ...more] = part.split('/')
  if (more.length > 0 || (step !== undefined && (!/^\d+$/.test(step) || Number(step) < 1))) {
    throw new CronError(`${field.name}: "${part}" has no increment that is a whole number from 1`)
  }
  if (step !== undefined && field === DAY_OF_WEEK) throw new CronError('day-of-week takes no increments')
  const [first, last = first, ...others] = range === '*' ? [field.minimum, field.maximum] : boundsOf(range, field)
  if (others.length > 0 || first === undefined || last === undefined || last < first) {
    throw new CronError(`${field.name}: "${part}" is no range from a lower to a higher value`)
  }
  // 5/15 goes on to the end of the field; 5 alone does not.
  const end = step !== undefined && !range.includes('-') ? field.maximum : last
  const every = Number(step ?? 1)
  return Array.from({ length: Math.floor((end - first) / every) + 1 }, (_, index) => first + index * every)
}

function boundsOf(range: string, field: Field): readonly number[] {
  return range.split('-').map((text) => valueOf(text, field))
}

function valueOf(text: string, { name, minimum, maximum, names = [] }: Field): number {
  const named = names.indexOf(text.toUpperCase())
  const value = named >= 0 ? named + 1 : Number(/^\d+$/.test(text) ? text : Number.NaN)
  if (value >= minimum && value <= maximum) return value
  const or = names.length > 0 ? `, or ${names[0]} to ${names.at(-1)}` : ''
  throw new CronError(`${name}: "${text}" is no value from ${minimum} to ${maximum}${or}`)
}

/** `L` is the last day, `15W` the weekday nearest to the 15th in the same month. */
function dayOfMonthTest(text: string): DayTest {
  if (text === 'L') return (date) => date.day === lastDayOf(date)
  const [, near] = /^(\d+)W$/.exec(text) ?? []
  if (near !== undefined) {
    const wanted = valueOf(near, DAY_OF_MONTH)
    return (date) => date.day === nearestWeekday(date, wanted)
  }
  const days = values(text, DAY_OF_MONTH)
  return ({ day }) => days.has(day)
}

/** `L` is Saturday, `6L` the last Friday of the month, `3#2` its second Tuesday. */
function dayOfWeekTest(text: string): DayTest {
  if (text === 'L') return (date) => weekdayOf(date) === 7
  const [, lastOne, one, which] = /^(?:(\w+)L|(\w+)#(\d+))$/.exec(text) ?? []
  if (lastOne !== undefined) {
    const weekday = valueOf(lastOne, DAY_OF_WEEK)
    return (date) => weekdayOf(date) === weekday && date.day + 7 > lastDayOf(date)
  }
  if (one !== undefined) {
    const weekday = valueOf(one, DAY_OF_WEEK)
    const nth = valueOf(which ?? '', { name: 'day-of-week after #', minimum: 1, maximum: 5 })
    return (date) => weekdayOf(date) === weekday && Math.ceil(date.day / 7) === nth
  }
  const weekdays = values(text, DAY_OF_WEEK)
  return (date) => weekdays.has(weekdayOf(date))
}

/** 1 is Sunday. */
function weekdayOf({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month, day)).getUTCDay() + 1
}

function lastDayOf({ year, month }: Day): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}

/** Never in another month; a month that has no such day has no weekday near it. */
function nearestWeekday(date: Day, day: number): number | undefined {
  const last = lastDayOf(date)
  if (day > last) return undefined
  const weekday = weekdayOf({ ...date, day })
  if (weekday === 7) return day === 1 ? 3 : day - 1
  if (weekday === 1) return day === last ? day - 2 : day + 1
  return day
}
