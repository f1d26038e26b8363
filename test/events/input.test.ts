// Tests of what builders refuse before they build.

import { expect, test } from 'vitest'
import { type Kinds, readInput, readInputs, refuseGiven, show, STRINGS, TEXTS } from '../../src/events/input.js'

interface Input {
  readonly name?: string
  readonly size?: number
  readonly flag?: boolean
  readonly tags?: object
  readonly list?: readonly string[]
  readonly bytes?: Uint8Array
  readonly when?: Date | string
  readonly anything?: unknown
  readonly color?: 'red' | 'green'
  readonly count?: number
  readonly few?: number
  readonly names?: readonly string[]
  readonly texts?: Readonly<Record<string, string | undefined>>
  readonly mixed?: Readonly<Record<string, readonly string[] | number | null>>
}

const KINDS: Kinds<Input> = {
  name: 'string',
  size: 'number',
  flag: 'boolean',
  tags: 'object',
  list: 'list',
  bytes: 'bytes',
  when: ['date', 'string'],
  anything: 'any',
  color: { oneOf: ['red', 'green'] },
  count: { wholeFrom: 1 },
  few: { wholeFrom: 1, to: 3 },
  names: STRINGS,
  texts: TEXTS,
  mixed: { values: [STRINGS, 'number', 'null'] },
}

test('no input is an empty input', () => {
  expect(readInput('events.x', undefined, KINDS)).toEqual({})
})

test('an input whose values have the right kinds is taken as it is', () => {
  const input: Input = {
    name: 'a',
    size: 1,
    flag: false,
    tags: {},
    list: [],
    bytes: new Uint8Array(),
    when: new Date(0),
    anything: Symbol.iterator,
    color: 'green',
    count: 1,
    few: 3,
    names: ['a'],
    texts: { a: 'b', c: undefined },
    mixed: { a: ['b'], c: 1, d: null },
  }
  expect(readInput('events.x', input, KINDS)).toBe(input)
})

test('a key that is undefined counts as not given', () => {
  expect(() => readInput('events.x', { name: undefined }, KINDS)).not.toThrow()
})

test('an unknown key is refused with the nearest one and the place for AWS fields', () => {
  expect(() => readInput('events.x', { nmae: 'a', sizes: 1 }, KINDS)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: unknown key "nmae" in the input. Did you mean "name"? It takes: name, size, flag, tags, list, bytes, when, anything, color, count, few, names, texts, mixed. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
  expect(() => readInput('events.x', { sizes: 1 }, KINDS)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: unknown key "sizes" in the input. Did you mean "size"? It takes: name, size, flag, tags, list, bytes, when, anything, color, count, few, names, texts, mixed. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})

test('an unknown key is refused even when it is undefined, for it is still misspelt', () => {
  expect(() => readInput('events.x', { sizes: undefined }, KINDS)).toThrow('unknown key "sizes"')
})

test('keys that every object inherits are unknown too', () => {
  expect(() => readInput('events.x', { toString: 1 }, KINDS)).toThrow('unknown key "toString"')
  expect(() => readInput('events.x', JSON.parse('{"__proto__":1}'), KINDS)).toThrow('unknown key "__proto__"')
})

test.each([
  ['null', null],
  ['a string', 'cat.jpg'],
  ['a number', 7],
  ['a function', () => {}],
])('an input that is %s is refused', (_, input) => {
  expect(() => readInput('events.x', input, KINDS)).toThrow(
    /^events\.x: the input is .*, where an object is expected\./,
  )
})

test.each([
  ['bytes', new Uint8Array(2), 'an object (Uint8Array)'],
  ['a Date', new Date(0), 'an object (Date)'],
  ['a promise', Promise.resolve({ name: 'a' }), 'a promise'],
  ['a Map', new Map([['name', 'a']]), 'an object (Map)'],
  ['Headers', new Headers({ name: 'a' }), 'an object (Headers)'],
])('an input that is %s is refused: it would look empty', (_, input, shown) => {
  expect(() => readInput('events.x', input, KINDS)).toThrow(
    `events.x: the input is ${shown}, where a plain object is expected.`,
  )
})

test('an input that is not an object is told what the builder takes', () => {
  expect(() => readInput('events.x', 'cat.jpg', KINDS)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: the input is "cat.jpg" (a string), where an object is expected. It takes: name, size, flag, tags, list, bytes, when, anything, color, count, few, names, texts, mixed.]`,
  )
})

test('a list is no input for a builder that makes one event', () => {
  expect(() => readInput('events.x', [{}], KINDS)).toThrow('events.x: the input is a list of 1, where an object')
})

test.each([
  [{ name: 5 }, 'name is 5 (a number), where a string is expected.'],
  [{ size: '5' }, 'size is "5" (a string), where a number is expected.'],
  [{ flag: null }, 'flag is null, where a boolean is expected.'],
  [{ tags: [] }, 'tags is a list of 0, where an object is expected.'],
  [{ tags: new Uint8Array() }, 'tags is an object (Uint8Array), where a plain object is expected.'],
  [{ tags: new Headers() }, 'tags is an object (Headers), where a plain object is expected.'],
  [{ list: {} }, 'list is an object (Object), where a list is expected.'],
  [{ bytes: 'x' }, 'bytes is "x" (a string), where a Uint8Array is expected.'],
  [{ color: 'blue' }, 'color is "blue" (a string), where "red" or "green" is expected.'],
  [{ color: 1 }, 'color is 1 (a number), where "red" or "green" is expected.'],
  [{ count: 0 }, 'count is 0 (a number), where a whole number from 1 is expected.'],
  [{ count: 1.5 }, 'count is 1.5 (a number), where a whole number from 1 is expected.'],
  [{ count: Number.NaN }, 'count is NaN (a number), where a whole number from 1 is expected.'],
  [{ count: '2' }, 'count is "2" (a string), where a whole number from 1 is expected.'],
  [{ few: 4 }, 'few is 4 (a number), where a whole number from 1 to 3 is expected.'],
  [{ names: 'a' }, 'names is "a" (a string), where a list is expected.'],
  [{ names: ['a', 2] }, 'names[1] is 2 (a number), where a string is expected.'],
  [{ names: [undefined] }, 'names[0] is undefined, where a string is expected.'],
  [{ texts: { 'a b': 1 } }, 'texts["a b"] is 1 (a number), where a string is expected.'],
  [{ mixed: { a: 'b' } }, 'mixed["a"] is "b" (a string), where a list, a number or null is expected.'],
  [{ mixed: { a: ['b', 1] } }, 'mixed["a"][1] is 1 (a number), where a string is expected.'],
  [{ when: 1n }, 'when is 1 (a bigint), where a Date or a string is expected.'],
])('a value of the wrong kind is refused: %o', (input, message) => {
  expect(() => readInput('events.x', input, KINDS)).toThrow(`events.x: ${message}`)
})

test("a key that holds another one's name is taken for that, as AWS's longer names are", () => {
  expect(() => readInput('events.x', { fileName: 'a' }, KINDS)).toThrow('Did you mean "name"?')
})

test('one input and a list of one are the same to a builder of batches, but in a list it has a number', () => {
  const input = { name: 'a' }
  expect(readInputs('events.x', input, KINDS)).toEqual([{ where: 'events.x', input }])
  expect(readInputs('events.x', [input], KINDS)).toEqual([{ where: 'events.x (input 1 of 1)', input }])
})

test('no input is one default record to a builder of batches', () => {
  expect(readInputs('events.x', undefined, KINDS)).toEqual([{ where: 'events.x', input: {} }])
})

test('an empty list of inputs is refused', () => {
  expect(() => readInputs('events.x', [], KINDS)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: the list of inputs is empty, and AWS never delivers an event without records. Leave the input out for one default record.]`,
  )
})

test('a mistake in a list of inputs says in which', () => {
  expect(() => readInputs('events.x', [{ name: 'a' }, { size: 'b' }], KINDS)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x (input 2 of 2): size is "b" (a string), where a number is expected.]`,
  )
})

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [[1, 2], 'a list of 2'],
  ['short', '"short" (a string)'],
  ['x'.repeat(50), `"${'x'.repeat(40)}…" (a string)`],
  [() => {}, 'a function'],
  [Symbol('x'), 'a symbol'],
  [Promise.resolve(), 'a promise'],
  [Number.NaN, 'NaN (a number)'],
  [1n, '1 (a bigint)'],
  [new Map(), 'an object (Map)'],
  [Object.create(null), 'an object (no prototype)'],
])('error messages show %o as text', (value, text) => {
  expect(show(value)).toBe(text)
})

test('a key that has no place beside the others is refused, unless it is undefined', () => {
  const because = 'a message of red. Leave it out.'
  expect(() => refuseGiven('events.x', { name: undefined }, ['name'], because)).not.toThrow()
  expect(() => refuseGiven<Input>('events.x', { size: 1 }, ['name', 'size'], because)).toThrow(
    new TypeError('events.x: size is given for a message of red. Leave it out.'),
  )
})

test('an unknown key of a source is not sent to overrides, which sources do not take', () => {
  expect(() => readInput('queue.send', { nmae: 'a' }, { name: 'string' })).toThrow(
    new TypeError('queue.send: unknown key "nmae" in the input. Did you mean "name"? It takes: name.'),
  )
})
