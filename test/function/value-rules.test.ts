import { describe, expect, test } from 'vitest'
import { QUOTAS } from '../../src/function/quotas.js'
import { accept } from '../../src/function/reading.js'
import {
  fields,
  list,
  oneOf,
  received,
  required,
  text,
  trueOrFalse,
  wholeNumber,
} from '../../src/function/value-rules.js'

describe('received', () => {
  test('names what a value is, unless its look says so already', () => {
    expect(received('timeout', '3')).toBe("timeout is '3' (a string)")
    expect(received('timeout', undefined)).toBe('timeout is undefined')
    expect(received('timeout', null)).toBe('timeout is null')
  })
})

describe('wholeNumber', () => {
  test('takes both ends of its range and nothing beyond', () => {
    const rule = wholeNumber(QUOTAS.maximumRetryAttempts)
    for (const n of [0, 1, 2]) expect(rule(n, 'key')).toEqual(accept(n))
    for (const n of [-1, 3, 0.5, Infinity, Number.NaN]) expect(rule(n, 'key').ok).toBe(false)
  })

  test('with no upper end says so', () => {
    expect(wholeNumber(QUOTAS.reservedConcurrentExecutions)(-1, 'key')).toMatchObject({
      problems: [
        expect.stringMatching(/^key is -1: it takes a whole number of concurrent executions, 0 or more \(CON-2, /),
      ],
    })
  })
})

describe('trueOrFalse', () => {
  test('takes both, and nothing that only looks like them', () => {
    for (const value of [true, false]) expect(trueOrFalse(value, 'fifo')).toEqual(accept(value))
    expect(trueOrFalse('true', 'fifo')).toEqual({
      ok: false,
      problems: ["fifo is 'true' (a string): it takes true or false"],
    })
    for (const value of [0, null, undefined]) expect(trueOrFalse(value, 'fifo').ok).toBe(false)
  })
})

describe('oneOf', () => {
  const rule = oneOf('echo', 'silent')

  test('takes its words as they are written', () => {
    expect(rule('echo', 'console')).toEqual(accept('echo'))
    expect(rule('Echo', 'console')).toEqual({
      ok: false,
      problems: ["console is 'Echo': it takes 'echo' or 'silent'; did you mean 'echo'?"],
    })
  })

  test('does not guess where nothing is near, or where there is no choice', () => {
    expect(rule('loud', 'console')).toMatchObject({ problems: ["console is 'loud': it takes 'echo' or 'silent'"] })
    expect(oneOf('PER_TENANT')('per_tenant', 'mode')).toMatchObject({
      problems: ["mode is 'per_tenant': it takes 'PER_TENANT'"],
    })
  })
})

describe('text', () => {
  test('counts characters and checks the form of the whole text', () => {
    const rule = text(QUOTAS.tagKey, { pattern: /^[a-z]+$/, form: 'small letters' })
    expect(rule('abc', 'key')).toEqual(accept('abc'))
    expect(rule('', 'key')).toMatchObject({
      problems: [expect.stringContaining('key has 0 characters: it takes 1 to 128')],
    })
    expect(rule('a1', 'key')).toMatchObject({ problems: ["key is 'a1': it takes small letters"] })
    expect(rule(1, 'key')).toMatchObject({ problems: ['key is 1 (a number): it takes small letters'] })
    expect(text(undefined)(1, 'key')).toMatchObject({ problems: ['key is 1 (a number): it takes text'] })
  })
})

describe('list', () => {
  test('tells all items that are wrong, by their place', () => {
    expect(list(oneOf('a1', 'b1'), 'words')(['a1', 7, 'b1', null], 'key')).toMatchObject({
      problems: ["key[1] is 7 (a number): it takes 'a1' or 'b1'", "key[3] is null: it takes 'a1' or 'b1'"],
    })
  })
})

describe('fields', () => {
  const rule = fields<{ name: string; size: number }>({ name: text(undefined), size: wholeNumber(QUOTAS.tags) })

  test('reads what is there and takes undefined for not given', () => {
    expect(rule({ name: 'x', size: undefined }, 'key')).toEqual(accept({ name: 'x' }))
    expect(rule({}, 'key')).toEqual(accept({}))
  })

  test('tells everything that is wrong, by its path', () => {
    expect(rule({ name: 1, sice: 2 }, 'key')).toEqual({
      ok: false,
      problems: ['key.name is 1 (a number): it takes text', 'key.sice is not a key here: did you mean size?'],
    })
  })

  test('refuses what is no object', () => {
    expect(rule(7, 'key')).toMatchObject({ problems: ['key is 7 (a number): it takes an object with name, size'] })
  })

  test('with a required field refuse an object without it', () => {
    const strict = required(rule, 'name')
    expect(strict({ name: 'x' }, 'key')).toEqual(accept({ name: 'x' }))
    expect(strict({ size: 1 }, 'key')).toMatchObject({ problems: ['key is { size: 1 } (an object): name is missing'] })
    expect(strict({ name: 1 }, 'key')).toMatchObject({ problems: ['key.name is 1 (a number): it takes text'] })
  })
})
