// Reads the options of a source: all that is wrong is one error that says where.

import type { Rule } from '../function/reading.js'

/** The options as given, checked; `where` is what was called. Throws a `TypeError` that lists all that is wrong. */
export function readOptions<T>(where: string, rule: Rule<T>, options: unknown): T {
  const reading = rule(options ?? {}, '')
  if (reading.ok) return reading.value
  const problem = `${where}: ${reading.problems.join('; ')}`
  throw new TypeError(problem.endsWith('?') ? problem : `${problem}.`)
}
