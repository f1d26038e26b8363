// Lists leaks in a failure message: each with its line, and with how to fix it.

import { leakAdvice } from '../record/leak-advice.js'
import { countEqual } from '../record/leak-text.js'
import type { Leak } from '../record/leak.js'
import type { InvocationResult } from '../record/result.js'
import { withoutIds } from '../record/stable-text.js'

/** More than these are only counted. */
const SHOWN = 10

/** One paragraph for each; `show` says one of them in a line. */
export function listed<One extends Leak>(
  { record }: InvocationResult,
  leaks: readonly One[],
  show: (leak: One) => string,
): string {
  const advice = new Map(leaks.map((leak) => [withoutIds(show(leak), record), leakAdvice(leak)]))
  const counted = countEqual(leaks.map((leak) => withoutIds(show(leak), record)))
  const paragraphs = [...advice.values()].map((sentence, index) => `  ${counted[index]}\n    ${sentence}`)
  const more = paragraphs.length > SHOWN ? [`  … and ${paragraphs.length - SHOWN} more`] : []
  return [...paragraphs.slice(0, SHOWN), ...more].join('\n')
}

/** The guide where a record has no leaks, because nobody looked for any. */
export function nobodyLooked(matcher: string, { record }: InvocationResult): string {
  const init = record.phases.findLast(({ phase }) => phase === 'init')
  if (init !== undefined && init.status !== 'success') {
    return `${matcher}() has nothing to judge: Init failed, so the handler was never entered`
  }
  if (record.beside) {
    return [
      `${matcher}() has nothing to judge: an environment with concurrency is never frozen, so what goes on after the answer is not cut off`,
      'Assert what that work does: lambda.idle(…) lets it run.',
    ].join('\n')
  }
  return [
    `${matcher}() has nothing to judge: nobody looked for work that was left behind`,
    "The function runs with leaks: 'off'. Take that out of withLambda(…), or of lambda(…) in vitest.config.ts.",
  ].join('\n')
}
