// JSON text of a value that a test hands over; what JSON would lose on the way is refused, with the path to it.

import { types } from 'node:util'
import { deepestPath, MOST_LEVELS } from './nesting.js'

/**
 * JSON text of `value`. AWS only ever carries JSON, so what would arrive as something else (a function, a Map, NaN, a
 * BigInt, a cycle) is a `TypeError` that begins with `name` and the path, and so is what is nested more deeply than the
 * stack allows to walk. What JSON merely writes differently is fine: a Date becomes its ISO text, a property that is
 * undefined is left out, `toJSON()` counts.
 */
export function losslessJson(name: string, value: unknown): string {
  try {
    return checkedJson(name, value)
  } catch (error) {
    throw isOverflow(error) ? tooDeep(name, value, error) : error
  }
}

function checkedJson(name: string, value: unknown): string {
  const found = findLost(value, [])
  if (found) throw new TypeError(lostMessage(name, found), found.cause && { cause: found.cause.error })
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new TypeError(lostMessage(name, lost('undefined as JSON', 'JSON has no such value')))
  return text
}

/** A value that JSON loses. `path` is filled in on the way back, so that looking costs nothing when all is well. */
interface Lost {
  readonly path: (string | number)[]
  readonly received: string
  readonly consequence: string
  /** What reading it threw. */
  readonly cause?: { readonly error: unknown }
}

function lost(received: string, consequence: string): Lost {
  return { path: [], received, consequence }
}

function findLost(value: unknown, ancestors: object[]): Lost | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return undefined
    case 'number':
      return Number.isFinite(value) ? undefined : lost(String(value), 'JSON would turn it into null')
    case 'object':
      return value === null ? undefined : findLostIn(value, ancestors)
    case 'bigint':
      return lost(`the BigInt ${value}n`, 'JSON has no such value: pass a number or a string')
    default:
      return lost(`a ${typeof value}`, 'JSON would leave it out')
  }
}

function findLostIn(value: object, ancestors: object[]): Lost | undefined {
  if (ancestors.includes(value)) return lost('a reference back to a value that holds it', 'JSON has no cycles')
  try {
    const itself = lostItself(value)
    if (itself) return itself
    ancestors.push(value)
    const found = findLostBelow(value, ancestors)
    ancestors.pop()
    return found
  } catch (error) {
    // Below is not where it went wrong: the whole event is nested too deeply.
    if (isOverflow(error)) throw error
    const thrown = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { ...lost(`an object that throws ${thrown}`, 'JSON has to read all of it'), cause: { error } }
  }
}

function findLostBelow(value: object, ancestors: object[]): Lost | undefined {
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const written: unknown = value.toJSON('')
    if (written !== value) return findLost(written, ancestors)
  }
  return Array.isArray(value) ? findLostItem(value, ancestors) : findLostProperty(value, ancestors)
}

function findLostItem(items: readonly unknown[], ancestors: object[]): Lost | undefined {
  for (let i = 0; i < items.length; i++) {
    const found =
      items[i] === undefined ? lost('undefined', 'JSON would turn it into null') : findLost(items[i], ancestors)
    if (!found) continue
    found.path.unshift(i)
    return found
  }
  return undefined
}

function findLostProperty(value: object, ancestors: object[]): Lost | undefined {
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key]
    if (typeof item === 'string') continue
    const found = findLost(item, ancestors)
    // `for … in` also names what is inherited, as methods of older classes are, and JSON does not look there.
    if (!found || !Object.hasOwn(value, key)) continue
    found.path.unshift(key)
    return found
  }
  return undefined
}

/** What a value of a builtin class loses, whatever it holds; undefined for plain objects and lists, and for classes. */
function lostItself(value: object): Lost | undefined {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === Array.prototype || prototype === null) return undefined
  if (types.isDate(value)) {
    return Number.isNaN(value.getTime()) ? lost('an invalid Date', 'JSON would turn it into null') : undefined
  }
  if ('toJSON' in value || types.isBoxedPrimitive(value)) return undefined
  if (types.isMap(value)) return lost('a Map', `${EMPTY}: pass a plain object`)
  if (types.isSet(value)) return lost('a Set', `${EMPTY}: pass an array`)
  if (types.isPromise(value)) return lost('a promise', `${EMPTY}: await it first`)
  if (types.isRegExp(value)) return lost('a RegExp', `${EMPTY}: pass its text`)
  if (types.isNativeError(value)) return lost('an Error', 'JSON would leave its message out: pass what it says')
  if (types.isTypedArray(value)) return lost(`a ${value.constructor.name}`, 'JSON would number its bytes: pass base64')
  if (types.isAnyArrayBuffer(value) || types.isDataView(value)) return lost('a buffer', `${EMPTY}: pass base64`)
  return hidesAll(value)
    ? lost(`an object of the class ${value.constructor.name}`, `${EMPTY}: pass its data`)
    : undefined
}

const EMPTY = 'JSON would turn it into {}'

/** As Headers, FormData and URLSearchParams do: all that they say, they say through methods and getters. */
function hidesAll(value: object): boolean {
  if (Object.keys(value).length > 0) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getOwnPropertyNames(prototype).some((name) => name !== 'constructor')
  )
}

function lostMessage(name: string, { path, received, consequence }: Lost): string {
  return `invoke(): ${name}${pathText(path)} is ${received}, which does not reach a Lambda function: ${consequence}.`
}

function pathText(path: readonly (string | number)[]): string {
  const keys = path.map((key) =>
    typeof key === 'string' && /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
  )
  return keys.join('')
}

function isOverflow(error: unknown): error is RangeError {
  return error instanceof RangeError && error.message === 'Maximum call stack size exceeded'
}

/** Fewer never fill the stack: then it was code of the value's own, such as a `toJSON()` that calls itself. */
const MANY_LEVELS = 100

function tooDeep(name: string, value: unknown, cause: RangeError): Error {
  const path = deepestPath(value as object)
  if (path.length < MANY_LEVELS) return cause
  const levels = `${path.length === MOST_LEVELS ? 'at least ' : ''}${path.length.toLocaleString('en-US')} levels`
  const received = `nested ${levels} deep (${name}${pathText(path.slice(0, 5))}…)`
  const consequence = 'Node.js walks through fewer levels than that. Pass less of it, or a list of its parts'
  return new TypeError(lostMessage(name, lost(received, consequence)), { cause })
}
