// Tests of event patterns: which events they select, and which patterns are none.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern, PatternError } from '../../src/sources/event-pattern.js'

function matches(pattern: object, event: unknown): boolean {
  return compilePattern(pattern, 'bus')(event)
}

describe('a rule', () => {
  test.each<[string, unknown, unknown[], unknown[]]>([
    ['a text', 'a', ['a', ['b', 'a'], [['a']]], ['A', 'ab', '', null, 1, { a: 'a' }, undefined, []]],
    ['an empty text', '', [''], ['a', null, undefined]],
    ['null', null, [null, [null]], ['', 'null', 0, undefined, {}]],
    ['a number', 300, [300, 3e2, [1, 300]], ['300', 301]],
    ['a boolean', true, [true], ['true', 1, false]],
    ['exists: true', { exists: true }, ['', 0, null, false, ['a']], [undefined, {}, { a: 1 }, []]],
    ['exists: false', { exists: false }, [undefined, {}, { a: 1 }, []], ['', 0, null, ['a']]],
    ['prefix', { prefix: 'us-' }, ['us-', 'us-east-1', ['eu', 'us-1']], ['US-1', 'a us-', 1, null, undefined]],
    ['prefix in any case', { prefix: { 'equals-ignore-case': 'Us' } }, ['us-1', 'USA'], ['eu']],
    ['suffix', { suffix: '.png' }, ['.png', 'a.png'], ['.PNG', '.png ', 1]],
    ['suffix in any case', { suffix: { 'equals-ignore-case': '.png' } }, ['A.PNG'], ['a.jpg']],
    ['equals-ignore-case', { 'equals-ignore-case': 'Ab' }, ['ab', 'AB'], ['abc', 1]],
    ['numeric =', { numeric: ['=', 5] }, [5, 5.0], ['5', 6, null]],
    ['numeric range', { numeric: ['>', 0, '<=', 5] }, [0.1, 5, [9, 3]], [0, 5.1, '3', undefined]],
    ['numeric >=', { numeric: ['>=', -1] }, [-1, 7], [-2]],
    ['anything-but', { 'anything-but': 'a' }, ['b', 1, null, '', ['a', 'b']], ['a', undefined, {}, []]],
    ['anything-but of several', { 'anything-but': [1, 2] }, [3, '1'], [1, 2]],
    ['anything-but prefix', { 'anything-but': { prefix: 'us-' } }, ['eu', 1], ['us-1', undefined]],
    ['anything-but prefixes', { 'anything-but': { prefix: ['us-', 'eu-'] } }, ['ap-1'], ['us-1', 'eu-1']],
    ['anything-but suffix', { 'anything-but': { suffix: '.png' } }, ['a.jpg'], ['a.png']],
    ['anything-but in any case', { 'anything-but': { 'equals-ignore-case': ['A', 'B'] } }, ['c'], ['a', 'b']],
    ['anything-but wildcard', { 'anything-but': { wildcard: '*/lib/*' } }, ['/bin/a'], ['/lib/a']],
    ['wildcard', { wildcard: 'a*c.*' }, ['ac.', 'abc.d', 'a\nc.x'], ['abc', 'Xac.', 'acX']],
    ['wildcard with escapes', { wildcard: String.raw`\*\\*` }, [String.raw`*\a`], ['a', '*a']],
  ])('of %s', (_, rule, fits, others) => {
    const pattern = { detail: { value: [rule] } }
    for (const value of fits) expect([value, matches(pattern, { detail: { value } })]).toEqual([value, true])
    for (const value of others) expect([value, matches(pattern, { detail: { value } })]).toEqual([value, false])
  })

  test('is one of several: any of them will do', () => {
    const pattern = { state: ['a', { prefix: 'b' }, { exists: false }] }
    expect(['a', 'bc', undefined, 'c'].map((state) => matches(pattern, { state }))).toEqual([true, true, true, false])
  })
})

describe('a pattern', () => {
  test('wants all of its fields, and does not look at others', () => {
    const pattern = { source: ['aws.s3'], detail: { bucket: { name: ['a'] } } }
    expect(matches(pattern, { source: 'aws.s3', detail: { bucket: { name: 'a', x: 1 } }, y: 2 })).toBe(true)
    expect(matches(pattern, { source: 'aws.s3', detail: {} })).toBe(false)
    expect(matches(pattern, { detail: { bucket: { name: 'a' } } })).toBe(false)
  })

  test('wants its fields in one object of a list', () => {
    const pattern = { items: { kind: ['a'], size: [1] } }
    expect(matches(pattern, { items: [{ kind: 'b' }, { kind: 'a', size: 1 }] })).toBe(true)
    expect(matches(pattern, { items: [{ kind: 'a' }, { size: 1 }] })).toBe(false)
  })

  test('finds a field absent only where no object of a list has it', () => {
    const pattern = { items: { size: [{ exists: false }] } }
    expect(matches(pattern, { items: [{ kind: 'a' }, { size: 1 }] })).toBe(false)
    expect(matches(pattern, { items: [{ kind: 'a' }] })).toBe(true)
    expect(matches(pattern, { items: 'text' })).toBe(true)
    expect(matches(pattern, {})).toBe(true)
  })

  test('has alternatives in $or, also inside of others', () => {
    const pattern = { source: ['s'], $or: [{ a: [1] }, { b: [2], $or: [{ c: [3] }, { d: [4] }] }] }
    expect(matches(pattern, { source: 's', a: 1 })).toBe(true)
    expect(matches(pattern, { source: 's', b: 2, d: 4 })).toBe(true)
    expect(matches(pattern, { source: 's', b: 2 })).toBe(false)
    expect(matches(pattern, { a: 1 })).toBe(false)
    expect(matches({ detail: { $or: [{ a: [1] }, { b: [2] }] } }, { detail: { b: 2 } })).toBe(true)
  })

  test('takes $or for a field where its items are rules or too few', () => {
    expect(matches({ $or: [{ prefix: 'a' }, { suffix: 'b' }] }, { $or: 'cb' })).toBe(true)
    expect(matches({ $or: ['a'] }, { $or: 'a' })).toBe(true)
  })

  test('of the values in an event selects it, and no event that differs in one of them', () => {
    const names = fc.string({ minLength: 1 }).filter((name) => !['$or', '__proto__'].includes(name))
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    const flat = fc.dictionary(names, leaf, { minKeys: 1 })
    const event = fc.dictionary(names, fc.oneof(leaf, flat), { minKeys: 1 })
    fc.assert(
      fc.property(event, fc.nat(), (given, at) => {
        const pattern = listed(given)
        expect(matches(pattern, given)).toBe(true)
        const name = Object.keys(given)[at % Object.keys(given).length] ?? ''
        expect(matches(pattern, { ...given, [name]: `another value ${JSON.stringify(given[name])}` })).toBe(false)
      }),
    )
  })

  test('and its opposite never both select a value that is there', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\'), maxLength: 5 })
    const rule = fc.oneof(
      texts.map((text) => ({ prefix: text })),
      texts.map((text) => ({ suffix: text })),
      texts.map((text) => ({ 'equals-ignore-case': text })),
    )
    fc.assert(
      fc.property(rule, texts, (wanted, value) => {
        expect(matches({ value: [wanted] }, { value })).not.toBe(
          matches({ value: [{ 'anything-but': wanted }] }, { value }),
        )
      }),
    )
  })

  test('of a wildcard that is written out selects exactly that text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const wildcard = text.replaceAll(/[\\*]/g, String.raw`\$&`)
        expect(matches({ value: [{ wildcard }] }, { value: text })).toBe(true)
        expect(matches({ value: [{ wildcard }] }, { value: other })).toBe(text === other)
      }),
    )
  })
})

describe('no pattern is', () => {
  test.each<[unknown, string]>([
    [null, 'a pattern is a JSON object'],
    [['a'], 'a pattern is a JSON object'],
    [{}, 'the pattern is empty'],
    [{ a: {} }, '"a" is empty'],
    [{ a: 'x' }, '"a" must be an object or an array'],
    [{ a: { b: null } }, '"a.b" must be an object or an array'],
    [{ a: [] }, '"a" is an empty array'],
    [{ a: [['x']] }, '"a": a rule is a string, a number, true, false, null or an object'],
    [
      { a: [{}] },
      '"a": there is no rule named "": the rules are prefix, suffix, equals-ignore-case, anything-but, numeric, exists, wildcard',
    ],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, '"a": a rule has one key, not prefix and suffix'],
    [
      { a: [{ beginsWith: 'x' }] },
      '"a": there is no rule named "beginsWith": the rules are prefix, suffix, equals-ignore-case, anything-but, numeric, exists, wildcard',
    ],
    [{ a: [{ cidr: '10.0.0.0/8' }] }, '"a": cidr is not built yet'],
    [{ a: [{ prefix: 1 }] }, '"a": prefix takes a string'],
    [{ a: [{ prefix: { suffix: 'x' } }] }, '"a": prefix takes a string or { "equals-ignore-case": string }'],
    [{ a: [{ exists: 'true' }] }, '"a": exists takes true or false'],
    [{ a: [{ numeric: ['=', '5'] }] }, '"a": numeric takes a list like ["=", 5], [">", 0] or [">", 0, "<=", 5]'],
    [{ a: [{ numeric: ['<', 5, '>', 0] }] }, '"a": numeric takes a list like ["=", 5], [">", 0] or [">", 0, "<=", 5]'],
    [{ a: [{ numeric: ['>'] }] }, '"a": numeric takes a list like ["=", 5], [">", 0] or [">", 0, "<=", 5]'],
    [{ a: [{ numeric: ['>', 5, '<', 5] }] }, '"a": numeric has a lower end that is not below the upper one'],
    [{ a: [{ 'anything-but': [] }] }, '"a": anything-but takes strings or numbers, not both and nothing else'],
    [{ a: [{ 'anything-but': ['a', 1] }] }, '"a": anything-but takes strings or numbers, not both and nothing else'],
    [{ a: [{ 'anything-but': null }] }, '"a": anything-but takes strings or numbers, not both and nothing else'],
    [{ a: [{ 'anything-but': { prefix: 'a', suffix: 'b' } }] }, '"a": anything-but takes one rule'],
    [{ a: [{ 'anything-but': { prefix: [] } }] }, '"a": anything-but has an empty list of prefix'],
    [{ a: [{ wildcard: 'a**' }] }, '"a": wildcard has two * in a row'],
    [{ a: [{ wildcard: String.raw`a\b` }] }, '"a": wildcard has a backslash before something other than * or \\'],
  ])('%j', (pattern, problem) => {
    expect(() => compilePattern(pattern, 'bus')).toThrow(new PatternError(problem))
  })

  test.each<[unknown, string]>([
    [{ wildcard: 'a*' }, 'wildcard'],
    [{ 'anything-but': { prefix: 'a' } }, 'anything-but of a rule'],
  ])('one with %j, in an event source mapping [STM-8]', (rule, what) => {
    expect(() => compilePattern({ a: [rule] }, 'mapping')).toThrow(
      `"a": ${what} is for rules of EventBridge, and event source mappings do not have it`,
    )
  })
})

/** The pattern that wants each value of an event. */
function listed(event: object): object {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'object' && value !== null ? listed(value) : [value],
    ]),
  )
}
