// Reads a builder's input: refuses what is not an object, unknown keys and values of the wrong kind.

import { types } from 'node:util'
import { nearest } from '../function/nearest.js'

/**
 * What a key of an input may hold. `object` means `{ … }`, neither null nor a list nor bytes.
 * Texts that AWS names are listed in `oneOf`, the least of a whole number is `wholeFrom`.
 */
export type Kind = PlainKind | { readonly oneOf: readonly string[] } | { readonly wholeFrom: number }

type PlainKind = 'string' | 'number' | 'boolean' | 'object' | 'list' | 'bytes' | 'date' | 'any'

/** The kind, or kinds, that each key of an input takes; the compiler holds the keys to be exactly the input's. */
export type Kinds<Input> = { readonly [Key in keyof Required<Input>]: Kind | readonly PlainKind[] }

const NAMES: Readonly<Record<PlainKind, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  object: 'an object',
  list: 'a list',
  bytes: 'a Uint8Array',
  date: 'a Date',
  any: 'anything',
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
    const allowed: readonly Kind[] = [kinds[key as keyof Input]].flat()
    if (value === undefined || allowed.some((kind) => isOf(kind, value))) continue
    throw new TypeError(`${where}: ${key} is ${show(value)}, where ${listed(allowed.flatMap(namesOf))} is expected.`)
  }
  return input as Input
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

function isOf(kind: Kind, value: unknown): boolean {
  if (typeof kind === 'string') return kind === 'any' || kind === kindOf(value)
  if ('oneOf' in kind) return kind.oneOf.some((text) => text === value)
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= kind.wholeFrom
}

function kindOf(value: unknown): PlainKind {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (Array.isArray(value)) return 'list'
  if (types.isUint8Array(value)) return 'bytes'
  if (types.isDate(value)) return 'date'
  return typeof value === 'object' && value !== null ? 'object' : 'any'
}

function namesOf(kind: Kind): readonly string[] {
  if (typeof kind === 'string') return [NAMES[kind]]
  if ('oneOf' in kind) return kind.oneOf.map((text) => `"${text}"`)
  return [`a whole number from ${kind.wholeFrom}`]
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${String(names.at(-1))}`
}
