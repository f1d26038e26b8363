// Reads a builder's input: refuses what is not an object, unknown keys and values of the wrong kind.

import { types } from 'node:util'
import { nearest } from './nearest.js'

/** What a key of an input may hold. `object` means `{ … }`, neither null nor a list nor bytes. */
export type Kind = 'string' | 'number' | 'boolean' | 'object' | 'list' | 'bytes' | 'date' | 'any'

/** The kind, or kinds, that each key of an input takes; the compiler holds the keys to be exactly the input's. */
export type Kinds<Input> = { readonly [Key in keyof Required<Input>]: Kind | readonly Kind[] }

const NAMES: Readonly<Record<Exclude<Kind, 'any'>, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  object: 'an object',
  list: 'a list',
  bytes: 'a Uint8Array',
  date: 'a Date',
}

/** The checked input of the builder called `where`; no input at all is an empty one. */
export function readInput<Input extends object>(where: string, input: unknown, kinds: Kinds<Input>): Input {
  if (input === undefined) return {} as Input
  const keys = Object.keys(kinds)
  if (kindOf(input) !== 'object') {
    throw new TypeError(
      `${where}: the input is ${show(input)}, where an object is expected. It takes: ${keys.join(', ')}.`,
    )
  }
  for (const [key, value] of Object.entries(input as Readonly<Record<string, unknown>>)) {
    if (!Object.hasOwn(kinds, key)) throw unknownKey(where, key, keys)
    const allowed = [kinds[key as keyof Input] as Kind | readonly Kind[]].flat()
    if (value === undefined || allowed.includes('any') || allowed.includes(kindOf(value))) continue
    throw new TypeError(`${where}: ${key} is ${show(value)}, where ${nameAll(allowed)} is expected.`)
  }
  return input as Input
}

/** The checked inputs of a builder that makes one record for each: a list of inputs, a single one, or none. */
export function readInputs<Input extends object>(where: string, input: unknown, kinds: Kinds<Input>): Input[] {
  if (!Array.isArray(input)) return [readInput(where, input, kinds)]
  if (input.length === 0) {
    throw new TypeError(
      `${where}: the list of inputs is empty, and AWS never delivers an event without records. ` +
        'Leave the input out for one default record.',
    )
  }
  return input.map((one: unknown, index) => readInput(`${where} (input ${index + 1} of ${input.length})`, one, kinds))
}

/** A value as error messages show it: short, with its kind. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'string')
    return `${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)} (a string)`
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`
  if (typeof value === 'object') return `an object (${String(value.constructor?.name ?? 'no prototype')})`
  return `${String(value)} (a ${typeof value})`
}

function unknownKey(where: string, key: string, keys: readonly string[]): TypeError {
  const near = nearest(key, keys)
  return new TypeError(
    `${where}: unknown key "${key}" in the input.${near === undefined ? '' : ` Did you mean "${near}"?`} ` +
      `It takes: ${keys.join(', ')}. A field of AWS's own event goes into the second argument, the overrides.`,
  )
}

function kindOf(value: unknown): Kind {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return typeof value as Kind
  if (Array.isArray(value)) return 'list'
  if (types.isUint8Array(value)) return 'bytes'
  if (types.isDate(value)) return 'date'
  return typeof value === 'object' && value !== null ? 'object' : 'any'
}

function nameAll(kinds: readonly Kind[]): string {
  const names = kinds.filter((kind) => kind !== 'any').map((kind) => NAMES[kind])
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${String(names.at(-1))}`
}
