// Rules that read one value: a whole number, one of a few words, text, a list, an object with known fields.

import { nearest } from './nearest.js'
import type { Quota } from './quotas.js'
import { accept, problemsOf, refuse } from './reading.js'
import type { Reading, Rule } from './reading.js'
import { describeValue, isRecord, showValue } from './show-value.js'

/** `timeout is '3' (a string)`: how a problem begins. */
export function received(key: string, value: unknown): string {
  return `${key === '' ? 'the options are' : `${key} is`} ${describeValue(value)}`
}

/** Where a range comes from, to be put behind what it says. */
export function cite(quota: Quota): string {
  return `(${quota.id}, ${quota.source})`
}

/** A whole number within a quota. */
export function wholeNumber(quota: Quota): Rule<number> {
  const of = quota.unit && ` of ${quota.unit}`
  const range =
    quota.maximum === Number.MAX_SAFE_INTEGER
      ? `a whole number${of}, ${quota.minimum} or more`
      : `a whole number${of} from ${quota.minimum} to ${quota.maximum}`
  return (value, key) => {
    if (typeof value !== 'number') return refuse(`${received(key, value)}: it takes ${range} ${cite(quota)}`)
    const legal = Number.isSafeInteger(value) && value >= quota.minimum && value <= quota.maximum
    return legal ? accept(value) : refuse(`${key} is ${value}: it takes ${range} ${cite(quota)}`)
  }
}

export const trueOrFalse: Rule<boolean> = (value, key) =>
  typeof value === 'boolean' ? accept(value) : refuse(`${received(key, value)}: it takes true or false`)

/** One of a few words, as written. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Rule<Word> {
  const choices = words.map((word) => `'${word}'`).join(' or ')
  return (value, key) => {
    const found = words.find((word) => word === value)
    if (found !== undefined) return accept(found)
    const meant = typeof value === 'string' ? nearest(value, words) : undefined
    const hint = meant && words.length > 1 ? `; did you mean '${meant}'?` : ''
    return refuse(
      `${typeof value === 'string' ? `${key} is '${value}'` : received(key, value)}: it takes ${choices}${hint}`,
    )
  }
}

/** What text must look like: a pattern that matches the whole of it, and the same in words. */
export interface TextForm {
  readonly pattern: RegExp
  readonly form: string
}

/** Text whose length is within a quota, where there is one, and whose form is right, where there is one. */
export function text(quota: Quota | undefined, form?: TextForm): Rule<string> {
  return (value, key) => {
    if (typeof value !== 'string') return refuse(`${received(key, value)}: it takes ${form?.form ?? 'text'}`)
    if (quota && (value.length < quota.minimum || value.length > quota.maximum)) {
      const range = `${quota.minimum} to ${quota.maximum} ${quota.unit}`
      return refuse(`${key} has ${value.length} ${quota.unit}: it takes ${range} ${cite(quota)}`)
    }
    if (form && !form.pattern.test(value)) return refuse(`${key} is ${showValue(value)}: it takes ${form.form}`)
    return accept(value)
  }
}

/** A list whose length is within a quota, where there is one; every item is read by `item`. */
export function list<T>(item: Rule<T>, items: string, quota?: Quota): Rule<readonly T[]> {
  return (value, key) => {
    if (!Array.isArray(value)) return refuse(`${received(key, value)}: it takes a list of ${items}`)
    if (quota && (value.length < quota.minimum || value.length > quota.maximum)) {
      const range = quota.minimum === quota.maximum ? `exactly ${quota.minimum}` : `at most ${quota.maximum}`
      return refuse(`${key} has ${value.length} ${quota.unit}: it takes ${range} ${cite(quota)}`)
    }
    const readings = value.map((member: unknown, index) => item(member, `${key}[${index}]`))
    const problems = problemsOf(readings)
    return problems.length > 0 ? refuse(...problems) : accept(valuesOf(readings))
  }
}

/** An object with known fields, all optional; `undefined` counts as not given. */
export function fields<T extends object>(
  rules: { readonly [K in keyof T]-?: Rule<T[K]> },
  unknownField: (path: string, name: string, known: readonly string[]) => string = unknownFieldProblem,
): Rule<Partial<T>> {
  const known = Object.keys(rules)
  return (value, key) => {
    if (!isRecord(value)) return refuse(`${received(key, value)}: it takes an object with ${known.join(', ')}`)
    const read: Partial<T> = {}
    const problems: string[] = []
    for (const [name, member] of Object.entries(value)) {
      const path = key ? `${key}.${name}` : name
      if (!isKeyOf(rules, name)) problems.push(unknownField(path, name, known))
      else if (member !== undefined) {
        const reading = rules[name](member, path)
        if (reading.ok) read[name] = reading.value
        else problems.push(...reading.problems)
      }
    }
    return problems.length > 0 ? refuse(...problems) : accept(read)
  }
}

/** `fields` of which one must be there. */
export function required<T extends object, K extends keyof T & string>(
  rule: Rule<Partial<T>>,
  name: K,
): Rule<Partial<T> & Pick<T, K>> {
  return (value, key) => {
    const reading = rule(value, key)
    if (!reading.ok) return reading
    const found = reading.value
    return has(found, name) ? accept(found) : refuse(`${received(key, value)}: ${name} is missing`)
  }
}

/** AWS's own spelling, the nearest key, or all keys: whatever helps most with a key that is not known. */
export function unknownFieldProblem(path: string, name: string, known: readonly string[]): string {
  const same = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase())
  if (same) return `${path} is not a key here: keys begin with a lower-case letter, write ${same}`
  const meant = nearest(name, known)
  if (meant) return `${path} is not a key here: did you mean ${meant}?`
  return `${path} is not a key here: the keys are ${known.join(', ')}`
}

function isKeyOf<T extends object>(rules: T, name: string): name is keyof T & string {
  return Object.hasOwn(rules, name)
}

function has<T extends object, K extends keyof T>(found: Partial<T>, name: K): found is Partial<T> & Pick<T, K> {
  return found[name] !== undefined
}

function valuesOf<T>(readings: readonly Reading<T>[]): readonly T[] {
  return readings.flatMap((reading) => (reading.ok ? [reading.value] : []))
}
