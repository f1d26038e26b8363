// Bytes that a test expects, whatever their class: a Buffer is a Uint8Array that Vitest does not take for one.

import { Buffer } from 'node:buffer'

/** Whether two values have the same bytes. */
export function sameBytes(actual: Uint8Array, expected: Uint8Array): boolean {
  return Buffer.compare(actual, expected) === 0
}

/** `bytes` as an object of the class of `expected`, so that a difference shows the bytes only. */
export function asBytesLike(bytes: Uint8Array, expected: unknown): Uint8Array {
  return Buffer.isBuffer(expected) ? Buffer.from(bytes) : new Uint8Array(bytes)
}
