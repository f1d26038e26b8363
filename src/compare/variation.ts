// What varies between two runs that should be the same: where two values of JSON data differ, down to single words.

import { isObject } from '../record/recognise.js'

/** Stands for what varies. A single word, so that a text has as many words with it as before. */
export const VARIES = '<varies>'

/** Where two values differ: all of it, some words of a text, or parts of a list or an object. */
export type Variation =
  /** `optional`: it is missing from one of them. */
  | { readonly kind: 'all'; readonly optional?: true }
  | { readonly kind: 'words'; readonly count: number; readonly places: ReadonlySet<number> }
  | { readonly kind: 'items'; readonly places: ReadonlyMap<number, Variation> }
  | { readonly kind: 'members'; readonly places: ReadonlyMap<string, Variation> }

const all: Variation = { kind: 'all' }
const optional: Variation = { kind: 'all', optional: true }

/** Undefined: they are equal. */
export function variation(one: unknown, other: unknown): Variation | undefined {
  if (Object.is(one, other)) return undefined
  if (typeof one === 'string' && typeof other === 'string') return variedWords(one, other)
  if (Array.isArray(one) && Array.isArray(other)) return variedItems(one, other)
  if (isObject(one) && isObject(other)) return variedMembers(one, other)
  return all
}

/** `value` with `<varies>` in those places. Where it is of another shape it stays as it is, and shows that. */
export function withoutVariation(value: unknown, varied: Variation | undefined): unknown {
  switch (varied?.kind) {
    case undefined:
      return value
    case 'all':
      return VARIES
    case 'words':
      return typeof value === 'string' ? withoutWords(value, varied) : value
    case 'items':
      return Array.isArray(value)
        ? value.map((item: unknown, index) => withoutVariation(item, varied.places.get(index)))
        : value
    case 'members':
      return isObject(value) ? withoutMembers(value, varied.places) : value
  }
}

/** The paths of what varies, such as `payload.items[0].id`. */
export function variedPaths(varied: Variation | undefined, at: string): string[] {
  switch (varied?.kind) {
    case undefined:
      return []
    case 'all':
    case 'words':
      return [at]
    case 'items':
      return [...varied.places].flatMap(([index, part]) => variedPaths(part, `${at}[${index}]`))
    case 'members':
      return [...varied.places].flatMap(([name, part]) => variedPaths(part, at + memberPath(name)))
  }
}

function memberPath(name: string): string {
  return /^[\w$]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
}

function variedItems(one: readonly unknown[], other: readonly unknown[]): Variation | undefined {
  if (one.length !== other.length) return all
  const places = new Map<number, Variation>()
  for (const [index, item] of one.entries()) {
    const part = variation(item, other[index])
    if (part) places.set(index, part)
  }
  return places.size === 0 ? undefined : { kind: 'items', places }
}

function variedMembers(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): Variation | undefined {
  const places = new Map<string, Variation>()
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const inBoth = Object.hasOwn(one, name) && Object.hasOwn(other, name)
    const part = inBoth ? variation(one[name], other[name]) : optional
    if (part) places.set(name, part)
  }
  return places.size === 0 ? undefined : { kind: 'members', places }
}

/** Afterwards all have a member that is there in one run and not in the other. */
function withoutMembers(
  value: Readonly<Record<string, unknown>>,
  places: ReadonlyMap<string, Variation>,
): Record<string, unknown> {
  const left = Object.entries(value).map(([name, member]) => [name, withoutVariation(member, places.get(name))])
  const missing = [...places].filter(([name, part]) => 'optional' in part && !Object.hasOwn(value, name))
  return Object.fromEntries([...left, ...missing.map(([name]) => [name, VARIES])]) as Record<string, unknown>
}

/** Words and, between them, what separates them. */
function wordsOf(text: string): string[] {
  return text.split(/(\s+)/)
}

function variedWords(one: string, other: string): Variation {
  const [words, others] = [wordsOf(one), wordsOf(other)]
  if (words.length !== others.length) return all
  const places = new Set([...words.keys()].filter((index) => words[index] !== others[index]))
  const separated = [...places].some((index) => index % 2 === 1)
  return separated || words.length === 1 ? all : { kind: 'words', count: words.length, places }
}

function withoutWords(text: string, { count, places }: Extract<Variation, { kind: 'words' }>): string {
  const words = wordsOf(text)
  return words.length === count ? words.map((word, index) => (places.has(index) ? VARIES : word)).join('') : text
}
