// toHaveBeenAttempted: the function ran that many times for an asynchronous event.

import { onReport, reportText } from './event-report.js'
import type { MatcherContext, MatcherResult } from './matcher.js'
import { brief, guide } from './verdict.js'

export function toHaveBeenAttempted(this: MatcherContext, received: unknown, times: number): MatcherResult {
  return onReport(this, 'toHaveBeenAttempted', received, (report) => {
    if (!Number.isInteger(times) || times < 0) {
      return guide(this, `toHaveBeenAttempted() takes a whole number of attempts, but received ${brief(this, times)}`)
    }
    const { length } = report.attempts
    const pass = length === times
    const message = (): string =>
      `expected the event ${pass ? 'not ' : ''}to have been attempted ${counted(times)}` +
      `${pass ? '' : `, but it was attempted ${counted(length)}`}\n\n${reportText(report)}`
    return { pass, message, ...(!pass && { actual: length, expected: times }) }
  })
}

function counted(times: number): string {
  return times === 1 ? 'once' : `${times} times`
}
