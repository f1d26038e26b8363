// Schedule expressions of EventBridge rules: `rate(5 minutes)` and `cron(0 12 * * ? *)`.

import { CronError, readCron } from './cron.js'

/** When a rule fires next after `after`, if it was made at `madeAt`: ms since the epoch; undefined if never. */
export type Firings = (after: number, madeAt: number) => number | undefined

const SOURCE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html'

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Throws a `TypeError` for what EventBridge refuses. */
export function readSchedule(expression: unknown, where: string): Firings {
  const fail = (why: string): never => {
    throw new TypeError(`${where}: scheduleExpression is ${JSON.stringify(expression)}: ${why} (${SOURCE}).`)
  }
  const [, kind, content = ''] = /^(rate|cron)\((.*)\)$/.exec(String(expression)) ?? []
  if (typeof expression !== 'string' || kind === undefined) {
    return fail("it takes 'rate(5 minutes)' or 'cron(0 12 * * ? *)'")
  }
  if (kind === 'rate') return rateOf(content, fail)
  try {
    const cron = readCron(content)
    return (after) => cron.next(after)
  } catch (error) {
    if (error instanceof CronError) return fail(error.message)
    throw error
  }
}

/** The first time is one interval after the rule was made. */
function rateOf(content: string, fail: (why: string) => never): Firings {
  const [, digits, unit = '', plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(content) ?? []
  const count = Number(digits)
  if (digits === undefined || count < 1) {
    return fail('a rate is a whole number from 1 and minute, minutes, hour, hours, day or days')
  }
  if ((count === 1) !== (plural === '')) return fail(`write rate(${count} ${unit}${count === 1 ? '' : 's'})`)
  const everyMs = count * (UNITS[unit] as number)
  return (after, madeAt) => madeAt + Math.max(1, Math.floor((after - madeAt) / everyMs) + 1) * everyMs
}
