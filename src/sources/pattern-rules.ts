// One rule of an event pattern: what it wants of a single value, such as `{ "prefix": "us-" }`.

import { isPlainObject } from '../events/plain-object.js'

/** A value that has no members: what rules look at. */
export type Leaf = string | number | boolean | null

/** Whether a value is what a rule wants; `'absent'` is the rule that wants no value. */
export type LeafTest = ((value: Leaf) => boolean) | 'absent'

/**
 * Where the pattern stands. Buses take more than event source mappings, whose documentation has neither wildcards nor
 * anything-but of anything but values.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html and
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
 */
export type PatternUse = 'bus' | 'mapping'

/** The pattern is none that AWS takes; the message says why. */
export class PatternError extends Error {}

const OPERATORS = ['prefix', 'suffix', 'equals-ignore-case', 'anything-but', 'numeric', 'exists', 'wildcard'] as const

/** Names that make an object a rule, and so no alternative of `$or`. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([...OPERATORS, 'exactly', 'cidr', '=', '<', '<=', '>', '>='])

/** Reads one rule. Throws a `PatternError` that says what is wrong with it. */
export function compileRule(rule: unknown, use: PatternUse): LeafTest {
  if (isLeaf(rule)) return (value) => value === rule
  if (!isPlainObject(rule)) throw new PatternError('a rule is a string, a number, true, false, null or an object')
  const [[name, wanted] = ['', undefined], ...others] = Object.entries(rule)
  if (others.length > 0) throw new PatternError(`a rule has one key, not ${Object.keys(rule).join(' and ')}`)
  switch (name) {
    case 'exists':
      return exists(wanted)
    case 'numeric':
      return numeric(wanted)
    case 'anything-but':
      return anythingBut(wanted, use)
    default:
      return textRule(name, wanted, use)
  }
}

export function isLeaf(value: unknown): value is Leaf {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function exists(wanted: unknown): LeafTest {
  if (typeof wanted !== 'boolean') throw new PatternError('exists takes true or false')
  return wanted ? () => true : 'absent'
}

/** Rules that only texts satisfy. */
function textRule(name: string, wanted: unknown, use: PatternUse): (value: Leaf) => boolean {
  const fits = textTest(name, wanted, use)
  return (value) => typeof value === 'string' && fits(value)
}

function textTest(name: string, wanted: unknown, use: PatternUse): (text: string) => boolean {
  switch (name) {
    case 'prefix':
      return affix(name, wanted, (text, part) => text.startsWith(part))
    case 'suffix':
      return affix(name, wanted, (text, part) => text.endsWith(part))
    case 'equals-ignore-case': {
      const folded = textOf(name, wanted).toLowerCase()
      return (text) => text.toLowerCase() === folded
    }
    case 'wildcard':
      busOnly(use, 'wildcard')
      return wildcard(textOf(name, wanted))
    default:
      throw new PatternError(
        name === 'cidr'
          ? 'cidr is not built yet'
          : `there is no rule named "${name}": the rules are ${OPERATORS.join(', ')}`,
      )
  }
}

/** `prefix` and `suffix`, also `{ "prefix": { "equals-ignore-case": "EU" } }`. */
function affix(
  name: string,
  wanted: unknown,
  fits: (text: string, part: string) => boolean,
): (text: string) => boolean {
  if (!isPlainObject(wanted)) {
    const part = textOf(name, wanted)
    return (text) => fits(text, part)
  }
  const [inner] = Object.keys(wanted)
  if (inner !== 'equals-ignore-case' || Object.keys(wanted).length > 1) {
    throw new PatternError(`${name} takes a string or { "equals-ignore-case": string }`)
  }
  const part = textOf(inner, wanted[inner]).toLowerCase()
  return (text) => fits(text.toLowerCase(), part)
}

/** `*` is any text; `\*` and `\\` are the characters themselves. */
function wildcard(text: string): (value: string) => boolean {
  if (/(?<!\\)(?:\\\\)*\*\*/.test(text)) throw new PatternError('wildcard has two * in a row')
  const parts = text.match(/\\[\s\S]?|\*|[^\\*]+/g) ?? []
  const expression = parts.map((part) => {
    if (part === '*') return '[\\s\\S]*'
    if (part.startsWith('\\') && part !== '\\*' && part !== '\\\\') {
      throw new PatternError('wildcard has a backslash before something other than * or \\')
    }
    return (part.startsWith('\\') ? part.slice(1) : part).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  const whole = new RegExp(`^${expression.join('')}$`)
  return (value) => whole.test(value)
}

/** Values that are none of the given ones; a value must be there. */
function anythingBut(wanted: unknown, use: PatternUse): (value: Leaf) => boolean {
  if (isPlainObject(wanted)) {
    busOnly(use, 'anything-but of a rule')
    const [[name, inner] = ['', undefined], ...others] = Object.entries(wanted)
    if (others.length > 0) throw new PatternError('anything-but takes one rule')
    const tests = [inner].flat().map((each) => textRule(name, each, use))
    if (tests.length === 0) throw new PatternError(`anything-but has an empty list of ${name}`)
    return (value) => !tests.some((test) => test(value))
  }
  const values: readonly unknown[] = [wanted].flat()
  const kinds = new Set(values.map((value) => typeof value))
  const [kind = 'nothing'] = kinds
  if (kinds.size !== 1 || !['string', 'number'].includes(kind)) {
    throw new PatternError('anything-but takes strings or numbers, not both and nothing else')
  }
  return (value) => !values.includes(value)
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

const RANGES: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>=', '> <', '> <=', '>= <', '>= <='])

/** `["=", 5]`, `[">", 0]`, `[">", 0, "<=", 5]`: a lower end comes first. */
function numeric(wanted: unknown): (value: Leaf) => boolean {
  const terms: readonly unknown[] = Array.isArray(wanted) ? wanted : []
  const operators = terms.filter((_, index) => index % 2 === 0)
  const bounds = terms.filter((_, index) => index % 2 === 1)
  const paired = operators.length === bounds.length && bounds.every((bound) => typeof bound === 'number')
  if (!paired || !RANGES.has(operators.join(' '))) {
    throw new PatternError('numeric takes a list like ["=", 5], [">", 0] or [">", 0, "<=", 5]')
  }
  const [low = Number.NaN, high = Number.NaN] = bounds as number[]
  if (bounds.length === 2 && low >= high)
    throw new PatternError('numeric has a lower end that is not below the upper one')
  return (value) =>
    typeof value === 'number' &&
    bounds.every((bound, index) => COMPARISONS[String(operators[index])]?.(value, bound as number))
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new PatternError(`${name} takes a string`)
}

function busOnly(use: PatternUse, what: string): void {
  if (use === 'mapping') {
    throw new PatternError(`${what} is for rules of EventBridge, and event source mappings do not have it`)
  }
}
