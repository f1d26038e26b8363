// Filter patterns of CloudWatch Logs: which lines of a log a subscription gets (EV-6).

import { compileJsonPattern } from './log-json-pattern.js'
import { LogPatternError } from './log-pattern-error.js'

export { LogPatternError } from './log-pattern-error.js'

/** A term: in the line wherever it stands, within a longer word too; upper and lower case differ. */
interface Term {
  readonly sign: '' | '?' | '-'
  readonly text: string
}

/**
 * What tells whether a line matches: all terms, or with `?` any of them, and none with `-`; or what a pattern in braces
 * says of a line that is JSON. An empty pattern matches every line. Throws a `LogPatternError`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileLogPattern(pattern: string): (line: string) => boolean {
  const text = pattern.trim()
  if (text.startsWith('{')) return compileJsonPattern(text)
  if (text.startsWith('['))
    throw new LogPatternError('patterns for lines with spaces between fields, [a, b], are not built yet')
  const terms = termsOf(text)
  const [optional, excluded, required] = (['?', '-', ''] as const).map((sign) =>
    terms.filter((term) => term.sign === sign).map((term) => term.text),
  ) as [string[], string[], string[]]
  if (optional.length > 0 && optional.length < terms.length) {
    throw new LogPatternError('terms with ? stand beside others, where CloudWatch Logs ignores the ?')
  }
  return (line) =>
    required.every((term) => line.includes(term)) &&
    !excluded.some((term) => line.includes(term)) &&
    (optional.length === 0 || optional.some((term) => line.includes(term)))
}

function termsOf(text: string): readonly Term[] {
  const parts = text.match(/[?-]?"(?:[^"\\]|\\.)*"|\S+/g) ?? []
  return parts.map((part) => {
    const [, sign = '', term = ''] = /^([?-]?)(.*)$/.exec(part) ?? []
    if (/^".*"$/.test(term)) return { sign: sign as Term['sign'], text: term.slice(1, -1).replaceAll(/\\(.)/g, '$1') }
    if (/^\w+$/.test(term)) return { sign: sign as Term['sign'], text: term }
    if (term.startsWith('%')) throw new LogPatternError('regular expressions, %…%, are not built yet')
    throw new LogPatternError(
      `the term ${part} has other characters than letters, digits and _: put it in double quotes`,
    )
  })
}
