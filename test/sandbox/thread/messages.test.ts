import { describe, expect, test } from 'vitest'
import { packError, unpackError } from '../../../src/sandbox/thread/messages.js'

/** An error as it comes out on the other side of a port, or of a socket. */
const crossed = (error: unknown): Error => unpackError(JSON.parse(JSON.stringify(structuredClone(packError(error)))))

describe('an error that crosses', () => {
  test('keeps its name, message, and stack', () => {
    const error = new RangeError('too far')
    const other = crossed(error)
    expect(other).toBeInstanceOf(Error)
    expect([other.name, other.message, other.stack]).toEqual(['RangeError', 'too far', error.stack])
    expect(String(other)).toBe('RangeError: too far')
    expect(Object.keys(other)).toEqual([])
  })

  test('keeps what Node.js and Vite say besides, and nothing else', () => {
    const details = { code: 'ERR_X', plugin: 'vite:oxc', id: '/a.ts', loc: { line: 1, column: 2 }, frame: '1 | x' }
    const other = crossed(Object.assign(new Error('refused'), details, { socket: process.stdout }))
    expect({ ...other }).toEqual(details)
  })

  test('has a name of its own that can be changed, as that of any error', () => {
    const other = crossed(new TypeError('wrong'))
    expect(Object.keys(other)).not.toContain('name')
    other.name = 'Other'
    expect(String(other)).toBe('Other: wrong')
  })

  test('keeps what it was caused by', () => {
    const cause = Object.assign(new SyntaxError('no code'), { plugin: 'vite:oxc' })
    const other = crossed(new TypeError('wrong', { cause }))
    expect(other.cause).toMatchObject({ name: 'SyntaxError', message: 'no code', plugin: 'vite:oxc' })
    expect(crossed(new TypeError('wrong'))).not.toHaveProperty('cause')
  })

  test('may have no stack', () => {
    const error = new Error('bare')
    delete error.stack
    expect(packError(error).stack).toBeUndefined()
    expect(crossed(error).message).toBe('bare')
  })

  test.each([
    ['a text', 'thrown', 'thrown'],
    ['nothing', undefined, 'undefined'],
  ])('is made of what is none: %s', (_, thrown, message) => {
    expect(crossed(thrown)).toMatchObject({ name: 'Error', message })
  })
})
