// Whether a value in an item was made an attribute value before: what a table's export or a client's item has.

import { types } from 'node:util'
import { isPlainObject } from './plain-object.js'

/** `{ S: 'x' }`, `{ M: { n: { N: '1' } } }`: one of the types, with a value as it has. */
export function isAttributeValue(value: unknown): boolean {
  if (!isPlainObject(value)) return false
  const [[type, content] = ['', undefined], ...others] = Object.entries(value)
  return others.length === 0 && Object.hasOwn(FITS, type) && FITS[type]!(content)
}

const isText = (content: unknown): boolean => typeof content === 'string'
const isNumber = (content: unknown): boolean =>
  isText(content) && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(String(content))
const isBytes = (content: unknown): boolean => isText(content) || types.isUint8Array(content)
const some =
  (fits: (member: unknown) => boolean) =>
  (content: unknown): boolean =>
    (types.isSet(content) || Array.isArray(content)) && [...content].length > 0 && [...content].every(fits)

const FITS: Readonly<Record<string, (content: unknown) => boolean>> = {
  S: isText,
  N: isNumber,
  B: isBytes,
  BOOL: (content) => typeof content === 'boolean',
  NULL: (content) => content === true,
  L: (content) => Array.isArray(content) && content.every(isAttributeValue),
  M: (content) => isPlainObject(content) && Object.values(content).every(isAttributeValue),
  SS: some(isText),
  NS: some(isNumber),
  BS: some(isBytes),
}
