// What is behind an error: its causes, and the errors in it. Lambda's JSON of an error has neither.

import { inspect } from 'node:util'
import { loadDetails } from '../../effects/module-graph/vitest-modules.js'
import { NetworkRefusal } from '../../effects/network.js'
import { userPlaceInStack } from './leaks/frames.js'

/** How deep causes are followed, how many errors of one are told, and how many lines there are at most. */
const [DEPTH, SIBLINGS, LINES] = [3, 3, 9]

const SHOWN_CHARACTERS = 300

/**
 * One line for each, those behind it indented; places below `root` are relative to it. Undefined: there is nothing behind
 * `error`, or it cannot be read. What is told elsewhere is left out: refused connections, and what Vite threw.
 */
export function errorCauses(error: unknown, root: string): string | undefined {
  try {
    return linesBehind(error, root, DEPTH).slice(0, LINES).join('\n') || undefined
  } catch {
    return undefined
  }
}

function linesBehind(error: unknown, root: string, depth: number): readonly string[] {
  if (!(error instanceof Error) || depth === 0) return []
  const tell = (what: string, other: unknown): readonly string[] =>
    isToldElsewhere(other)
      ? []
      : [`${what} ${line(other, root)}`, ...linesBehind(other, root, depth - 1).map((behind) => `  ${behind}`)]
  const { cause } = error
  return [
    ...(cause === undefined ? [] : tell('caused by', cause)),
    ...siblings(error).flatMap((each) => tell(ONE, each)),
  ]
}

const ONE = 'one of its errors:'

function siblings(error: Error): readonly unknown[] {
  return error instanceof AggregateError && Array.isArray(error.errors) ? error.errors.slice(0, SIBLINGS) : []
}

function isToldElsewhere(error: unknown): boolean {
  return error instanceof NetworkRefusal || (error instanceof Error && loadDetails(error) !== undefined)
}

/** `TypeError: boom (src/orders.ts:3:9)`. What is no error is shown without running its code. */
function line(cause: unknown, root: string): string {
  const isError = cause instanceof Error
  const text = isError ? Error.prototype.toString.call(cause) : inspect(cause, { depth: 1, customInspect: false })
  const flat = text.replace(/\s+/g, ' ')
  const cut = flat.length > SHOWN_CHARACTERS ? `${flat.slice(0, SHOWN_CHARACTERS - 1)}…` : flat
  const place = isError ? userPlaceInStack(cause.stack ?? '', root) : undefined
  return place === undefined ? cut : `${cut} (${place})`
}
