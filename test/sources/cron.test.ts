// Tests of cron expressions: every kind of field, what is refused, and that nothing is skipped or made up.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CronError, readCron } from '../../src/sources/cron.js'

/** The first firings after the beginning of 2026, a Thursday. */
function firings(expression: string, count: number, from = '2025-12-31T23:59:59.999Z'): readonly string[] {
  const cron = readCron(expression)
  const found: string[] = []
  for (let at = cron.next(Date.parse(from)); at !== undefined && found.length < count; at = cron.next(at)) {
    found.push(new Date(at).toISOString().slice(0, 16))
  }
  return found
}

describe('a cron expression', () => {
  test.each<[string, readonly string[]]>([
    ['0 12 * * ? *', ['2026-01-01T12:00', '2026-01-02T12:00', '2026-01-03T12:00']],
    ['0/20 * * * ? *', ['2026-01-01T00:00', '2026-01-01T00:20', '2026-01-01T00:40', '2026-01-01T01:00']],
    [
      '10,50 8-9 * * ? *',
      ['2026-01-01T08:10', '2026-01-01T08:50', '2026-01-01T09:10', '2026-01-01T09:50', '2026-01-02T08:10'],
    ],
    ['1/30 22-23/1 * * ? *', ['2026-01-01T22:01', '2026-01-01T22:31', '2026-01-01T23:01']],
    ['0 9 ? * MON-FRI *', ['2026-01-01T09:00', '2026-01-02T09:00', '2026-01-05T09:00']],
    ['0 9 ? * 2-6 *', ['2026-01-01T09:00', '2026-01-02T09:00', '2026-01-05T09:00']],
    ['0 0 ? * sun,7 *', ['2026-01-03T00:00', '2026-01-04T00:00', '2026-01-10T00:00']],
    ['0 0 ? * L *', ['2026-01-03T00:00', '2026-01-10T00:00']],
    ['0 0 31 * ? *', ['2026-01-31T00:00', '2026-03-31T00:00', '2026-05-31T00:00']],
    ['0 0 L * ? *', ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
    ['0 0 29 2 ? *', ['2028-02-29T00:00', '2032-02-29T00:00']],
    // 2026-02-01 is a Sunday, 2026-08-01 a Saturday, 2026-05-31 a Sunday.
    ['0 0 1W FEB,AUG ? *', ['2026-02-02T00:00', '2026-08-03T00:00']],
    ['0 0 31W 5 ? 2026', ['2026-05-29T00:00']],
    ['0 0 15W * ? *', ['2026-01-15T00:00', '2026-02-16T00:00', '2026-03-16T00:00']],
    ['15 10 ? * 6L *', ['2026-01-30T10:15', '2026-02-27T10:15']],
    ['0 0 ? * 3#2 *', ['2026-01-13T00:00', '2026-02-10T00:00']],
    ['0 0 ? * FRI#5 *', ['2026-01-30T00:00', '2026-05-29T00:00']],
    ['0 0 1 1 ? 2027-2029', ['2027-01-01T00:00', '2028-01-01T00:00', '2029-01-01T00:00']],
    ['0 0 1 1 ? 2020', []],
    ['0 0 30 2 ? *', []],
  ])('%s fires at %j', (expression, expected) => {
    expect(firings(expression, Math.max(1, expected.length))).toEqual(expected)
  })

  test('fires after the given moment, not at it', () => {
    expect(firings('0 12 * * ? *', 1, '2026-01-01T12:00:00.000Z')).toEqual(['2026-01-02T12:00'])
    expect(firings('0 12 * * ? *', 1, '2026-01-01T11:59:59.999Z')).toEqual(['2026-01-01T12:00'])
  })

  test.each<[string, string]>([
    ['0 12 * * ?', 'it has 5 fields, and takes six: minutes hours day-of-month month day-of-week year'],
    ['0 12 * * * *', 'one of day-of-month and day-of-week is ?, and the other is not: cron(0 12 * * ? *)'],
    ['0 12 ? * ? *', 'one of day-of-month and day-of-week is ?, and the other is not: cron(0 12 * * ? *)'],
    ['60 12 * * ? *', 'minutes: "60" is no value from 0 to 59'],
    ['0 12 ? * 0 *', 'day-of-week: "0" is no value from 1 to 7, or SUN to SAT'],
    ['0 12 * FOO ? *', 'month: "FOO" is no value from 1 to 12, or JAN to DEC'],
    ['0 18-8 * * ? *', 'hours: "18-8" is no range from a lower to a higher value'],
    ['0 1-2-3 * * ? *', 'hours: "1-2-3" is no range from a lower to a higher value'],
    ['*/0 * * * ? *', 'minutes: "*/0" has no increment that is a whole number from 1'],
    ['0 12 ? * MON/2 *', 'day-of-week takes no increments'],
    ['0 12 ? * MON#6 *', 'day-of-week after #: "6" is no value from 1 to 5'],
    ['0 12 LW * ? *', 'day-of-month: "LW" is no value from 1 to 31'],
    ['0 12 * * ? 1969', 'year: "1969" is no value from 1970 to 2199'],
  ])('%s is refused', (expression, message) => {
    expect(() => readCron(expression)).toThrow(new CronError(message))
  })

  test('fires at every minute that it describes, and at no other', () => {
    const part = (minimum: number, maximum: number): fc.Arbitrary<string> =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: minimum, max: maximum }).map(String),
        fc
          .tuple(fc.integer({ min: minimum, max: maximum }), fc.integer({ min: minimum, max: maximum }))
          .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
        fc
          .tuple(fc.integer({ min: minimum, max: maximum }), fc.integer({ min: 1, max: 30 }))
          .map((pair) => pair.join('/')),
      )
    const field = (minimum: number, maximum: number): fc.Arbitrary<string> =>
      fc.array(part(minimum, maximum), { minLength: 1, maxLength: 2 }).map((parts) => parts.join(','))
    const weekday = fc.array(fc.oneof(fc.integer({ min: 1, max: 7 }).map(String), fc.constantFrom('MON', '2-4', '*')), {
      minLength: 1,
      maxLength: 2,
    })
    const days = fc.oneof(
      field(1, 31).map((one) => [one, '?'] as const),
      weekday.map((one) => ['?', one.join(',')] as const),
    )
    const start = fc.integer({ min: Date.UTC(2024, 1, 26), max: Date.UTC(2024, 2, 3) })
    fc.assert(
      fc.property(
        field(0, 59),
        field(0, 23),
        days,
        field(1, 12),
        start,
        (minutes, hours, [day, week], month, after) => {
          const cron = readCron(`${minutes} ${hours} ${day} ${month} ${week} *`)
          const until = after + 86_400_000
          const expected: number[] = []
          for (let at = (Math.floor(after / 60_000) + 1) * 60_000; at <= until; at += 60_000) {
            const date = new Date(at)
            const isDay =
              day === '?' ? says(week, date.getUTCDay() + 1, 7, { MON: '2' }) : says(day, date.getUTCDate(), 31)
            const isTime = says(minutes, date.getUTCMinutes(), 59) && says(hours, date.getUTCHours(), 23)
            if (isDay && isTime && says(month, date.getUTCMonth() + 1, 12)) expected.push(at)
          }
          const found: number[] = []
          for (let at = cron.next(after); at !== undefined && at <= until; at = cron.next(at)) found.push(at)
          expect(found).toEqual(expected)
        },
      ),
    )
  })
})

/** Whether a field says a value, read another way than the source reads it. */
function says(field: string, value: number, maximum: number, names: Readonly<Record<string, string>> = {}): boolean {
  return field.split(',').some((part) => {
    const [range = '', step] = part.split('/')
    if (range === '*') return true
    const [low = 0, high] = range.split('-').map((text) => Number(names[text] ?? text))
    const end = high ?? (step === undefined ? low : maximum)
    return value >= low && value <= end && (value - low) % Number(step ?? 1) === 0
  })
}
