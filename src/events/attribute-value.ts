// Turns plain JavaScript values into DynamoDB's attribute values, written as a stream's JSON has them (STM-7).

import { types } from 'node:util'
import type { AttributeValue } from 'aws-lambda'
import { showValue } from '../function/show-value.js'
import { show } from './input.js'
import { isAttributeValue } from './made-attribute-value.js'
import { isPlainObject } from './plain-object.js'

/** DynamoDB's own limit. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const DEEPEST = 32

/**
 * The item as attribute values. Strings become S, numbers and bigints N, booleans BOOL, null NULL, lists L, plain objects
 * M, Uint8Array B (base64), a Set of strings, numbers or Uint8Arrays SS, NS or BS; undefined is left out.
 * `{ S: 'x' }` is hardly ever meant as a map with one key, and is refused.
 */
export function marshalItem(where: string, item: object): Record<string, AttributeValue> {
  if (isPlainObject(item)) return mapOf(where, item, 0)
  throw new TypeError(`${where} is ${show(item)}, where a plain object is expected: its attributes by name.`)
}

function marshal(where: string, value: unknown, depth: number): AttributeValue {
  if (depth > DEEPEST) {
    throw new TypeError(
      `${where} is nested deeper than ${DEEPEST} levels, DynamoDB's limit. Does the item contain itself?`,
    )
  }
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'boolean') return { BOOL: value }
  if (value === null) return { NULL: true }
  if (typeof value === 'bigint' || Number.isFinite(value)) return { N: String(value) }
  if (types.isUint8Array(value)) return { B: base64(value) }
  if (types.isSet(value)) return setOf(where, [...value])
  if (Array.isArray(value)) {
    const kept = value.filter((element) => element !== undefined)
    return { L: kept.map((element: unknown, index) => marshal(`${where}[${index}]`, element, depth + 1)) }
  }
  if (isAttributeValue(value)) throw madeBefore(where, value)
  if (isPlainObject(value)) return { M: mapOf(where, value, depth + 1) }
  throw new TypeError(
    `${where} is ${show(value)}, which DynamoDB cannot store. Use strings, finite numbers, bigints, booleans, null, ` +
      'Uint8Array, lists, plain objects, or a Set of strings, numbers or Uint8Arrays (a Date as a string or a number).',
  )
}

function madeBefore(where: string, value: unknown): TypeError {
  return new TypeError(
    `${where} is ${showValue(value)}, which looks like an attribute value already: images are plain objects, as unmarshall() ` +
      'of @aws-sdk/util-dynamodb makes them. Attribute values go into the record of a builder, ' +
      "such as events.dynamodb.insert({ record: { dynamodb: { NewImage: { id: { S: '1' } } } } }); so does data that looks like one.",
  )
}

function mapOf(where: string, value: object, depth: number): Record<string, AttributeValue> {
  const kept = Object.entries(value).filter(([, attribute]) => attribute !== undefined)
  return Object.fromEntries(kept.map(([name, attribute]) => [name, marshal(`${where}.${name}`, attribute, depth)]))
}

function setOf(where: string, members: readonly unknown[]): AttributeValue {
  if (members.length > 0) {
    if (members.every((member) => typeof member === 'string')) return { SS: [...members] }
    if (members.every((member) => typeof member === 'bigint' || Number.isFinite(member)))
      return { NS: members.map(String) }
    if (members.every((member) => types.isUint8Array(member))) return { BS: members.map(base64) }
  }
  throw new TypeError(
    `${where} is a Set ${members.length > 0 ? 'of mixed or unsupported members' : 'without members'}, which DynamoDB does not store. ` +
      'Give it at least one member, and only strings, only numbers or only Uint8Arrays; anything else goes into a list.',
  )
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
