import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance, nearest } from '../../src/function/nearest.js'

const KEYS = ['functionName', 'handler', 'timeout', 'memorySize', 'environment', 'ephemeralStorage', 'tags', 'seed']

describe('nearest', () => {
  test.each([
    ['timout', 'timeout', 'a missing letter'],
    ['timeoutt', 'timeout', 'an extra letter'],
    ['timeoot', 'timeout', 'a wrong letter'],
    ['tiemout', 'timeout', 'two swapped letters'],
    ['TIMEOUT', 'timeout', 'another case'],
    ['FunctionName', 'functionName', "AWS's capital letter"],
    ['memorysize', 'memorySize', 'a lower-case word inside'],
    ['enviroment', 'environment', 'a usual slip'],
    ['env', 'environment', 'the beginning of a name'],
    ['memory', 'memorySize', 'the first word of a name'],
    ['storage', 'ephemeralStorage', 'a word inside a name'],
    ['timeoutSeconds', 'timeout', 'a name with something behind it'],
    ['lambdaTimeout', 'timeout', 'a name with something before it'],
  ])('%s is near %s: %3$s', (name, expected) => {
    expect(nearest(name, KEYS)).toBe(expected)
  })

  test.each([['vpcConfig'], ['x'], [''], ['zzzzzz'], ['ta'], ['reservedThings']])('nothing is near %j', (name) => {
    expect(nearest(name, KEYS)).toBeUndefined()
  })

  test('prefers the fewest slips over the order of the names', () => {
    expect(nearest('tagss', ['stage', 'tagsss', 'tags'])).toBe('tagsss')
    expect(nearest('handlr', ['handles', 'handler'])).toBe('handler')
  })

  test('prefers a slip over a part, and the shortest of several parts', () => {
    expect(nearest('cloc', ['clockwork', 'clock'])).toBe('clock')
    expect(nearest('log', ['loggingConfiguration', 'loggingConfig'])).toBe('loggingConfig')
  })

  test('takes any iterable and knows nothing when there is nothing to know', () => {
    expect(nearest('clock', new Set(['clokc']))).toBe('clokc')
    expect(nearest('clock', [])).toBeUndefined()
  })

  test('finds every name itself, whatever its case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KEYS), fc.infiniteStream(fc.boolean()), (key, upper) => {
        const written = [...key].map((letter) => (upper.next().value ? letter.toUpperCase() : letter)).join('')
        expect(nearest(written, KEYS)).toBe(key)
      }),
    )
  })

  test('answers only names that it was given', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, known) => {
        const found = nearest(name, known)
        if (found !== undefined) expect(known).toContain(found)
      }),
    )
  })
})

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'abcd', 1],
    ['abc', 'axc', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('from %j to %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  test('is the same both ways, zero only for equal texts, and never more than the longer text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const distance = editDistance(a, b)
        expect(editDistance(b, a)).toBe(distance)
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
      }),
    )
  })

  test('is one for any single slip', () => {
    const word = fc.string({ minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(word, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (text, place, letter) => {
        const at = place % text.length
        expect(editDistance(text, text.slice(0, at) + text.slice(at + 1))).toBe(1)
        expect(editDistance(text, text.slice(0, at) + letter + text.slice(at))).toBe(1)
      }),
    )
  })
})
