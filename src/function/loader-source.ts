// Tells from a function's source whether it is a loader, which only imports a module, or a handler. Never calls it.

import { withoutCounters } from './coverage-counters.js'
import { readBody } from './function-body.js'
import type { Findings } from './function-body.js'
import { pairBrackets, tokenize } from './source-tokens.js'
import type { Token } from './source-tokens.js'

/**
 * What the source says. `specifier` is what a loader imports, where that is a literal; `more` that it does something
 * besides, or gives something else back than the module. `why` completes "it …".
 */
export type SourceReading =
  | { readonly kind: 'loader'; readonly specifier?: string; readonly more?: true }
  | { readonly kind: 'handler' }
  | { readonly kind: 'undecidable'; readonly why: string }

const NATIVE = /\{\s*\[native code\]\s*\}\s*$/

/**
 * A loader has no parameters, and its only call is one dynamic import: awaited, returned, with `.then()`, in a block or
 * not. A function with parameters, or without an import, is a handler. Everything else is undecidable.
 */
export function readFunctionSource(source: string): SourceReading {
  if (NATIVE.test(source)) return undecidable('is native or bound: its source cannot be read')
  const all = tokenize(source)
  const tokens = all && withoutCounters(all)
  const partners = tokens && pairBrackets(tokens)
  const head = tokens && partners && readHead(tokens, partners)
  if (!tokens || !partners || !head) return undecidable('has a source that cannot be read')
  if (head.isClass || head.hasParameters) return { kind: 'handler' }
  return judge(readBody(tokens, partners, head.bodyStart))
}

function judge({ bare, imports, otherLoaders, others }: Findings): SourceReading {
  const [first] = imports
  if (imports.length > 1) return undecidable('imports more than one module')
  if (first && others.length === 0 && otherLoaders.length === 0)
    return { kind: 'loader', ...first, ...(!bare && { more: true }) }
  const [extra] = [...otherLoaders, ...others]
  if (first) return undecidable(`imports a module and does other things too (${extra})`)
  const [loads] = otherLoaders
  if (loads !== undefined && otherLoaders.length === 1 && others.length === 0) {
    return undecidable(`loads a module in another way than import() (${loads})`)
  }
  return { kind: 'handler' }
}

function undecidable(why: string): SourceReading {
  return { kind: 'undecidable', why }
}

/** Where a function's body begins, and whether anything stands in its parameter list. */
interface Head {
  readonly bodyStart: number
  readonly hasParameters: boolean
  readonly isClass: boolean
}

function readHead(tokens: readonly Token[], partners: ReadonlyMap<number, number>): Head | undefined {
  if (tokens[0]?.text === 'class') return { bodyStart: 0, hasParameters: false, isClass: true }
  for (let index = 0; index < tokens.length; index++) {
    const text = tokens[index]?.text
    if (text === '=>') return { bodyStart: index + 1, hasParameters: true, isClass: false }
    if (text === '[') index = partners.get(index) ?? tokens.length
    if (text !== '(') continue
    const close = partners.get(index) ?? tokens.length
    return { bodyStart: close + 1, hasParameters: close > index + 1, isClass: false }
  }
  return undefined
}
