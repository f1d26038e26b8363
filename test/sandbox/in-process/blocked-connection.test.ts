import { describe, expect, test } from 'vitest'
import { NetworkRefusal } from '../../../src/effects/network.js'
import { blockedConnection } from '../../../src/sandbox/in-process/blocked-connection.js'

const refusal = new NetworkRefusal({
  text: 'connect ENETUNREACH db:5432',
  code: 'ENETUNREACH',
  syscall: 'connect',
  hostname: 'db',
})

function wrapped(cause: unknown, times: number): unknown {
  return times === 0 ? cause : new Error('wrapped', { cause: wrapped(cause, times - 1) })
}

describe('the blocked connection behind an error', () => {
  test.each([1, 2, 5])('is found %i causes deep', (depth) => {
    expect(blockedConnection(wrapped(refusal, depth))).toBe(refusal)
  })

  test('is not told when the error says it itself', () => {
    expect(blockedConnection(refusal)).toBeUndefined()
  })

  test.each([
    [undefined],
    [null],
    ['text'],
    [new Error('other')],
    [new Error('other', { cause: new Error('too') })],
    [wrapped(refusal, 9)],
  ])('is none for %o', (error) => {
    expect(blockedConnection(error)).toBeUndefined()
  })

  test('is searched for in a circle of causes only so long', () => {
    const error: Error = new Error('round')
    error.cause = error
    expect(blockedConnection(error)).toBeUndefined()
  })
})
