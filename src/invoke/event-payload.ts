// An event becomes the payload's JSON text; what JSON would lose is refused with the path to it.

import { LambdaServiceException } from './exceptions.js'

/** LIM-1: 6 MB for a synchronous request. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const REQUEST_LIMIT_BYTES: number = 6 * 1024 * 1024

/** A UTF-16 unit takes at most three bytes in UTF-8: shorter texts need not be measured. */
const SURELY_WITHIN_LIMIT = REQUEST_LIMIT_BYTES / 3

/**
 * JSON text of `event`; nothing given is `{}` (HND-2). AWS only ever carries JSON, so a value that would arrive as
 * something else (a function, a Map, NaN, a BigInt, a cycle) is a TypeError that names its path. What JSON merely
 * writes differently is fine: a Date becomes its ISO text, a property that is undefined is left out.
 */
export function eventPayload(event: unknown): string {
  if (event === undefined) return '{}'
  const found = findLost(event, [])
  if (found) throw new TypeError(lostMessage(found))
  const text = JSON.stringify(event)
  if (text.length > SURELY_WITHIN_LIMIT) refuseOversize(Buffer.byteLength(text))
  return text
}

function refuseOversize(bytes: number): void {
  if (bytes <= REQUEST_LIMIT_BYTES) return
  throw new LambdaServiceException(
    'RequestTooLargeException',
    `Request must be smaller than ${REQUEST_LIMIT_BYTES} bytes for the InvokeFunction operation: this event is ${bytes} bytes of JSON`,
  )
}

/** A value that JSON loses. `path` is filled in on the way back, so that looking costs nothing when all is well. */
interface Lost {
  readonly path: (string | number)[]
  readonly received: string
  readonly consequence: string
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
  if ('toJSON' in value && typeof value.toJSON === 'function') return undefined
  if (value instanceof Map) return lost('a Map', 'JSON would turn it into {}: pass a plain object')
  if (value instanceof Set) return lost('a Set', 'JSON would turn it into {}: pass an array')
  if (value instanceof Promise) return lost('a promise', 'JSON would turn it into {}: await it first')
  ancestors.push(value)
  const found = Array.isArray(value) ? findLostItem(value, ancestors) : findLostProperty(value, ancestors)
  ancestors.pop()
  return found
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
    if (!found) continue
    found.path.unshift(key)
    return found
  }
  return undefined
}

function lostMessage({ path, received, consequence }: Lost): string {
  const where = path.map((key) =>
    typeof key === 'string' && /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
  )
  return `invoke(): event${where.join('')} is ${received}, which does not reach a Lambda function: ${consequence}.`
}
