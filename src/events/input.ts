// Reads a builder's input: refuses what is not an object, unknown keys and values of the wrong kind.

import { types } from 'node:util'
import { nearest } from '../function/nearest.js'
import { isRecord, isThenable } from '../function/show-value.js'

/**
 * What a key of an input may hold. `object` means `{ … }`: neither null nor a list, bytes, a promise, a Map, `Headers` or
 * whatever else keeps its content elsewhere. Texts that AWS names are listed in `oneOf`, the least and greatest of a whole
 * number are `wholeFrom` and `to`. A `name` becomes a part of an ARN. `items` is a list, `values` an object, of these
 * kinds; a value that is undefined is left out.
 */
export type Kind =
  | PlainKind
  | { readonly oneOf: readonly string[] }
  | { readonly wholeFrom: number; readonly to?: number }
  | { readonly items: readonly Kind[] }
  | { readonly values: readonly Kind[] }

type PlainKind = 'string' | 'name' | 'number' | 'boolean' | 'object' | 'list' | 'bytes' | 'date' | 'null' | 'any'

/** The kind, or kinds, that each key of an input takes; the compiler holds the keys to be exactly the input's. */
export type Kinds<Input> = { readonly [Key in keyof Required<Input>]: Kind | readonly Kind[] }

/** A list of strings. */
export const STRINGS: Kind = { items: ['string'] }
/** Strings by name. */
export const TEXTS: Kind = { values: ['string'] }

const NAMES: Readonly<Record<PlainKind, string>> = {
  string: 'a string',
  name: 'a name (neither ARN nor URL: region and accountId go beside it)',
  number: 'a number',
  boolean: 'a boolean',
  object: 'an object',
  list: 'a list',
  bytes: 'a Uint8Array',
  date: 'a Date',
  null: 'null',
  any: 'anything',
}

/** The checked input of the builder called `where`; no input at all is an empty one. */
export function readInput<Input extends object>(where: string, input: unknown, kinds: Kinds<Input>): Input {
  if (input === undefined) return {} as Input
  const keys = Object.keys(kinds)
  const mistake = mistakeIn('the input', input, ['object'])
  if (mistake !== undefined) throw new TypeError(`${where}: ${mistake} It takes: ${keys.join(', ')}.`)
  for (const [key, value] of Object.entries(input as Readonly<Record<string, unknown>>)) {
    if (!Object.hasOwn(kinds, key)) throw unknownKey(where, key, keys)
    if (value === undefined) continue
    const wrong = mistakeIn(key, value, [kinds[key as keyof Input]].flat())
    if (wrong !== undefined) throw new TypeError(`${where}: ${wrong}`)
  }
  return input as Input
}

/**
 * Refuses keys that the event has no place for, given what else the input says: `because` tells for what they are given
 * and what to do.
 */
export function refuseGiven<Input>(
  where: string,
  input: Input,
  keys: readonly (keyof Input & string)[],
  because: string,
): void {
  const key = keys.find((name) => input[name] !== undefined)
  if (key !== undefined) throw new TypeError(`${where}: ${key} is given for ${because}`)
}

/** One input of several; `where` also says which it is, for errors that are found later. */
export interface NumberedInput<Input> {
  readonly where: string
  readonly input: Input
}

/** The checked inputs of a builder that makes one record for each: a list of inputs, a single one, or none. */
export function readInputs<Input extends object>(
  where: string,
  input: unknown,
  kinds: Kinds<Input>,
): readonly NumberedInput<Input>[] {
  if (!Array.isArray(input)) return [{ where, input: readInput(where, input, kinds) }]
  if (input.length === 0) {
    throw new TypeError(
      `${where}: the list of inputs is empty, and AWS never delivers an event without records. ` +
        'Leave the input out for one default record.',
    )
  }
  return input.map((one: unknown, index) => {
    const numbered = `${where} (input ${index + 1} of ${input.length})`
    return { where: numbered, input: readInput(numbered, one, kinds) }
  })
}

/** Names and values of an object, without those that are undefined. */
export function givenEntries<Value>(values: Readonly<Record<string, Value | undefined>>): [string, Value][] {
  return Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined)
}

/** A value as error messages show it: short, with its kind. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'string')
    return `${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)} (a string)`
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`
  if (isThenable(value)) return 'a promise'
  if (typeof value === 'object') return `an object (${String(value.constructor?.name ?? 'no prototype')})`
  return `${String(value)} (a ${typeof value})`
}

function unknownKey(where: string, key: string, keys: readonly string[]): TypeError {
  const near = nearest(key, keys)
  return new TypeError(
    `${where}: unknown key "${key}" in the input.${near === undefined ? '' : ` Did you mean "${near}"?`} ` +
      `It takes: ${keys.join(', ')}.${isBuilder(where) ? OVERRIDES : ''}`,
  )
}

const OVERRIDES = " A field of AWS's own event goes into the second argument, the overrides."

/** Sources read what they are given here, too, and take no overrides. */
function isBuilder(where: string): boolean {
  return where.startsWith('events.')
}

/** What is wrong with a value, in words that begin with its name; undefined where nothing is. */
function mistakeIn(name: string, value: unknown, allowed: readonly Kind[]): string | undefined {
  const fitting = allowed.find((kind) => isOf(kind, value))
  if (fitting === undefined) {
    return `${name} is ${show(value)}, where ${listed(allowed.flatMap((kind) => namesOf(kind, value)))} is expected.`
  }
  const inner = contentOf(name, fitting, value).map((one) => mistakeIn(one.name, one.value, one.allowed))
  return inner.find((mistake) => mistake !== undefined)
}

interface Content {
  readonly name: string
  readonly value: unknown
  readonly allowed: readonly Kind[]
}

/** What is in a list or an object of a kind that says of what. */
function contentOf(name: string, kind: Kind, value: unknown): readonly Content[] {
  if (typeof kind === 'string') return []
  if ('items' in kind) {
    const list = value as readonly unknown[]
    return list.map((one, index) => ({ name: `${name}[${index}]`, value: one, allowed: kind.items }))
  }
  if (!('values' in kind)) return []
  const given = givenEntries(value as Readonly<Record<string, unknown>>)
  return given.map(([key, one]) => ({ name: `${name}[${JSON.stringify(key)}]`, value: one, allowed: kind.values }))
}

/** Whether the value is of that kind, whatever is in it. */
function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'name') return typeof value === 'string' && !/^arn:|:\/\//.test(value)
  if (typeof kind === 'string') return kind === 'any' || kind === kindOf(value)
  if ('oneOf' in kind) return kind.oneOf.some((text) => text === value)
  if ('items' in kind) return kindOf(value) === 'list'
  if ('values' in kind) return kindOf(value) === 'object'
  const { wholeFrom, to = Infinity } = kind
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= wholeFrom && value <= to
}

function kindOf(value: unknown): PlainKind {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (Array.isArray(value)) return 'list'
  if (types.isUint8Array(value)) return 'bytes'
  if (types.isDate(value)) return 'date'
  return isRecord(value) && !(Symbol.iterator in value) ? 'object' : 'any'
}

function namesOf(kind: Kind, value: unknown): readonly string[] {
  if (typeof kind === 'string') {
    const isOtherObject = kind === 'object' && typeof value === 'object' && value !== null && !Array.isArray(value)
    return [isOtherObject ? 'a plain object' : NAMES[kind]]
  }
  if ('oneOf' in kind) return kind.oneOf.map((text) => `"${text}"`)
  if ('items' in kind) return namesOf('list', value)
  if ('values' in kind) return namesOf('object', value)
  return [`a whole number from ${kind.wholeFrom}${kind.to === undefined ? '' : ` to ${kind.to}`}`]
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${String(names.at(-1))}`
}
