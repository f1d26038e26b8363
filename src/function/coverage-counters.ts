// Takes the counters of coverage tools out of a function's source, so that covered code reads like the code it was.

import type { Token } from './source-tokens.js'

/** Removes istanbul's counters: `cov_1a2b().s[0]++`, with the comma or semicolon behind. */
export function withoutCounters(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  for (let index = 0; index < tokens.length; index++) {
    const end = counterEnd(tokens, index)
    const token = tokens[index]
    if (end !== undefined) index = end - 1
    else if (token) kept.push(token)
  }
  return kept
}

function counterEnd(tokens: readonly Token[], start: number): number | undefined {
  if (!/^cov_\w+$/.test(tokens[start]?.text ?? '')) return undefined
  const shape = tokens.slice(start + 1, start + 13).map(({ kind, text }) => (kind === 'number' ? '0' : text))
  const length = /^(?:\( \) )?\. (?:s|f|b|bT) (?:\[ 0 \] ){1,2}\+\+(?: [,;])?/
    .exec(shape.join(' '))?.[0]
    .split(' ').length
  return length === undefined ? undefined : start + 1 + length
}
