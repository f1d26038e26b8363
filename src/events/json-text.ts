// Writes a value that a user gave as JSON text, with an error that says where it came from when that cannot be done.

import { types } from 'node:util'
import { isThenable } from '../function/show-value.js'
import { show } from './input.js'

/** The JSON text of `value`; `what` names it in the error. */
export function jsonText(where: string, what: string, value: unknown): string {
  let text: string | undefined
  let reason = `it is ${show(value)}`
  if (isThenable(value)) {
    throw new TypeError(`${where}: ${what} is a promise, of which JSON would make {}: await it first.`)
  }
  try {
    text = JSON.stringify(value)
  } catch (error) {
    reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
  if (text === '{}' && isMoreThanItsJson(value)) {
    throw new TypeError(
      `${where}: ${what} is ${show(value)}, of which JSON would make {}: make a plain object or a list of it first.`,
    )
  }
  if (text !== undefined) return text
  throw new TypeError(
    `${where}: ${what} cannot be written as JSON, which is how every event reaches Lambda (${reason}). ` +
      'Use strings, finite numbers, booleans, null, lists and plain objects that do not contain themselves.',
  )
}

/**
 * Lists of their own kind, and what says all that it says through methods: the classes of the language and of Node.js tell
 * their kind. An instance of any other class may well have no members.
 */
function isMoreThanItsJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return false
  const isList = Symbol.iterator in value || Symbol.asyncIterator in value
  return isList || Object.prototype.toString.call(value) !== '[object Object]'
}

/** What a message says: a string as it is, anything but bytes as its JSON text. */
export function messageText(where: string, what: string, value: unknown): string {
  if (types.isUint8Array(value)) {
    throw new TypeError(
      `${where}: ${what} is bytes (a Uint8Array), but travels as text. ` +
        "Turn the bytes into text yourself, for instance with Buffer.from(bytes).toString('base64').",
    )
  }
  return typeof value === 'string' ? value : jsonText(where, what, value)
}
