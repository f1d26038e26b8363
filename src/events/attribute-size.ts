// Counts the bytes that DynamoDB counts for an item: a stream record carries them as SizeBytes.

import type { AttributeValue } from 'aws-lambda'

/**
 * Bytes of all names and values.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Readonly<Record<string, AttributeValue>>): number {
  return sum(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueSize(value)))
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.N !== undefined) return numberSize(value.N)
  if (value.B !== undefined) return bytesIn(value.B)
  if (value.SS !== undefined) return sum(value.SS.map((member) => Buffer.byteLength(member)))
  if (value.NS !== undefined) return sum(value.NS.map(numberSize))
  if (value.BS !== undefined) return sum(value.BS.map(bytesIn))
  // A list or map costs 3 bytes, and 1 for each element.
  if (value.L !== undefined) return 3 + sum(value.L.map((element) => 1 + valueSize(element)))
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M)
  return 1
}

/** Half a byte for each significant digit and 1 more, and 1 for a minus sign. */
function numberSize(text: string): number {
  const [mantissa = ''] = text.split(/e/i)
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+|0+$/g, '')
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0)
}

function bytesIn(base64: string): number {
  return Buffer.byteLength(base64, 'base64')
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
