// Event patterns: which events a JSON pattern selects, in EventBridge and in event source mappings (STM-8).

import { isPlainObject } from '../events/plain-object.js'
import { compileRule, isLeaf, type Leaf, PatternError, type PatternUse, RESERVED_NAMES } from './pattern-rules.js'

export { PatternError, type PatternUse } from './pattern-rules.js'

/** Whether an event, or a part of it, is what the pattern wants; `event` is always the whole. */
type Test = (part: unknown, event: unknown) => boolean

/**
 * What tells whether an event matches. Every field of the pattern must be in the event, and hold one of the values or
 * satisfy one of the rules listed for it; of a list in the event any item will do. Fields that the pattern does not name
 * do not count. Throws a `PatternError` for what is no pattern.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compilePattern(pattern: unknown, use: PatternUse): (event: unknown) => boolean {
  if (!isPlainObject(pattern)) throw new PatternError('a pattern is a JSON object')
  const test = compileObject(pattern, [], use)
  return (event) => test(event, event)
}

/** All fields match in the same object: of several in a list, in one of them. */
function compileObject(pattern: Readonly<Record<string, unknown>>, path: readonly string[], use: PatternUse): Test {
  const tests = Object.entries(pattern).map(([name, value]) => compileField(name, value, path, use))
  if (tests.length === 0) throw new PatternError(`${nameOf(path)} is empty`)
  return (part, event) => {
    const objects = flat(part).filter(isPlainObject)
    // Without any, only rules match that want no value.
    return (objects.length > 0 ? objects : [{}]).some((object) => tests.every((test) => test(object, event)))
  }
}

function compileField(name: string, value: unknown, path: readonly string[], use: PatternUse): Test {
  if (name === '$or' && isAlternatives(value)) {
    const alternatives = value.map((alternative) => compileObject(alternative, path, use))
    return (object, event) => alternatives.some((test) => test(object, event))
  }
  const here = [...path, name]
  const test = compileValue(value, here, use)
  return (object, event) => test((object as Readonly<Record<string, unknown>>)[name], event)
}

function compileValue(value: unknown, path: readonly string[], use: PatternUse): Test {
  if (isPlainObject(value)) return compileObject(value, path, use)
  if (!Array.isArray(value)) throw new PatternError(`${nameOf(path)} must be an object or an array`)
  if (value.length === 0) throw new PatternError(`${nameOf(path)} is an empty array`)
  const rules = value.map((rule: unknown) => compileAt(path, rule, use))
  const tests = rules.filter((rule) => rule !== 'absent')
  const mayBeAbsent = rules.includes('absent')
  return (part, event) =>
    leavesIn(part).some((leaf) => tests.some((test) => test(leaf))) ||
    // Only values count: an object where a value is asked for is none.
    (mayBeAbsent && leavesAt(event, path).length === 0)
}

function compileAt(path: readonly string[], rule: unknown, use: PatternUse): ReturnType<typeof compileRule> {
  try {
    return compileRule(rule, use)
  } catch (error) {
    throw error instanceof PatternError ? new PatternError(`${nameOf(path)}: ${error.message}`) : error
  }
}

/** Anything else named `$or` is a field of the event. */
function isAlternatives(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return (
    Array.isArray(value) &&
    value.length > 1 &&
    value.every((one) => isPlainObject(one) && !Object.keys(one).some((key) => RESERVED_NAMES.has(key)))
  )
}

function leavesAt(event: unknown, path: readonly string[]): readonly Leaf[] {
  const parts = path.reduce<readonly unknown[]>(
    (found, name) => found.flatMap((part) => flat(part).map((one) => (isPlainObject(one) ? one[name] : undefined))),
    [event],
  )
  return parts.flatMap(leavesIn)
}

function leavesIn(part: unknown): readonly Leaf[] {
  return flat(part).filter(isLeaf)
}

function flat(part: unknown): readonly unknown[] {
  return Array.isArray(part) ? part.flat(Infinity) : [part]
}

function nameOf(path: readonly string[]): string {
  return path.length === 0 ? 'the pattern' : `"${path.join('.')}"`
}
