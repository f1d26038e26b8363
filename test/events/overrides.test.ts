// Tests of laying overrides over an event.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DeepPartial, merge, withOverrides } from '../../src/events/overrides.js'

interface Sample {
  readonly name: string
  readonly nested: { readonly a: number; readonly b?: number; readonly deep: { readonly c: string } }
  readonly list: readonly { readonly id: number; readonly more?: string }[]
  readonly nullable: { readonly x: number } | null
}

const sample = (): Sample => ({
  name: 'event',
  nested: { a: 1, b: 2, deep: { c: 'c' } },
  list: [{ id: 1, more: 'm' }],
  nullable: null,
})

function overlay(overrides?: DeepPartial<Sample>): Sample {
  return withOverrides('events.x', sample(), overrides)
}

test('without overrides the event is as it was built', () => {
  expect(overlay()).toStrictEqual(sample())
  expect(overlay({})).toStrictEqual(sample())
})

test('objects merge at any depth', () => {
  expect(overlay({ nested: { deep: { c: 'other' } } })).toStrictEqual({
    ...sample(),
    nested: { a: 1, b: 2, deep: { c: 'other' } },
  })
})

test('a list replaces the whole list', () => {
  expect(overlay({ list: [{ id: 2 }] }).list).toStrictEqual([{ id: 2 }])
  expect(overlay({ list: [] }).list).toStrictEqual([])
})

test('null replaces an object, and an object replaces null', () => {
  expect(merge({ a: { b: 1 } }, { a: null })).toStrictEqual({ a: null })
  expect(overlay({ nullable: { x: 1 } }).nullable).toStrictEqual({ x: 1 })
})

test('undefined takes a field out', () => {
  expect(overlay({ nested: { b: undefined } }).nested).toStrictEqual({ a: 1, deep: { c: 'c' } })
  expect(Object.keys(overlay({ name: undefined }))).toEqual(['nested', 'list', 'nullable'])
})

test('a key named __proto__ is data like any other', () => {
  const event = withOverrides<object>('events.x', {}, JSON.parse('{"__proto__":{"polluted":true}}'))
  expect(Object.keys(event)).toEqual(['__proto__'])
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('a Date among the overrides becomes the text that JSON has for it', () => {
  const event = withOverrides<{ time: unknown }>('events.x', { time: '' }, { time: new Date(0) })
  expect(event.time).toBe('1970-01-01T00:00:00.000Z')
})

test.each([
  ['a list', []],
  ['null', null],
  ['a string', 'x'],
  ['a function', () => {}],
])('overrides that are %s are refused', (_, overrides) => {
  const given = overrides as unknown as DeepPartial<Sample>
  expect(() => overlay(given)).toThrow(
    /^events\.x: the overrides are .*, where an object with parts of the event is expected\.$/,
  )
})

test('overrides that JSON cannot hold are refused', () => {
  expect(() => withOverrides<{ n: unknown }>('events.x', { n: 0 }, { n: 1n })).toThrow(
    'the event cannot be written as JSON',
  )
})

test('neither the event nor the overrides are changed, and the result shares nothing with them', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (base, over) => {
        const before = JSON.stringify([base, over])
        const event = withOverrides<object>('events.x', base, over)
        scramble(event)
        expect(JSON.stringify([base, over])).toBe(before)
      },
    ),
  )
})

test('laying the same overrides over twice changes nothing more', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (base, over) => {
        const once = merge(base, over)
        expect(merge(once, over)).toStrictEqual(once)
      },
    ),
  )
})

test('every value of the overrides is found in the event', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (base, over) => {
        const event = withOverrides<object>('events.x', base, over)
        // An empty object in the overrides changes nothing, so it proves nothing either.
        // JSON knows no -0, and events are JSON.
        expect(merge(event, JSON.parse(JSON.stringify(over)) as object)).toStrictEqual(event)
      },
    ),
  )
})

/** Changes everything in `value` that can be changed. */
function scramble(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const inner of Object.values(value)) scramble(inner)
  for (const key of Object.keys(value)) Reflect.deleteProperty(value, key)
}
