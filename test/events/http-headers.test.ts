// Tests of headers by name, whatever the letter case.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { headersOf, headerText, joinedHeaders, lastValues } from '../../src/events/http-headers.js'

const DEFAULTS = { Host: 'gateway', 'User-Agent': 'client' }

test('headers given come on top of the defaults', () => {
  const headers = headersOf('events.x', DEFAULTS, { Accept: '*/*' })
  expect(joinedHeaders(headers)).toEqual({ host: 'gateway', 'user-agent': 'client', accept: '*/*' })
})

test('a header given replaces a default in its own spelling', () => {
  const headers = headersOf('events.x', DEFAULTS, { hOST: 'mine' })
  expect(headers.get('host')).toEqual({ name: 'hOST', values: ['mine'] })
})

test('undefined takes a default away', () => {
  const headers = headersOf('events.x', DEFAULTS, { 'user-agent': undefined })
  expect([...headers.keys()]).toEqual(['host'])
})

test('two spellings of one name are one header with both values', () => {
  const headers = headersOf('events.x', {}, { 'X-A': '1', 'x-a': ['2', '3'] })
  expect(headers.get('x-a')).toEqual({ name: 'X-A', values: ['1', '2', '3'] })
})

test('names are found in any letter case, values joined as HTTP joins them', () => {
  const headers = headersOf('events.x', {}, { 'X-A': ['1', '2'] })
  expect(headerText(headers, 'x-A')).toBe('1,2')
  expect(headerText(headers, 'x-b')).toBeUndefined()
})

test('of several values the last one counts where there is room for one', () => {
  expect(
    lastValues([
      ['a', ['1', '2']],
      ['b', []],
    ]),
  ).toEqual({ a: '2', b: '' })
})

test.each([5, null, ['a', 5], ['a', undefined], {}])('a value that is %o is refused', (value) => {
  const given = { 'x-a': value } as unknown as Record<string, string>
  expect(() => headersOf('events.x', {}, given)).toThrow('events.x: headers["x-a"] is ')
})

test('a value of the wrong kind is shown with what is expected', () => {
  const given = { 'x-a': 5 } as unknown as Record<string, string>
  expect(() => headersOf('events.x', {}, given)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: headers["x-a"] is 5 (a number), where a string or a list of strings is expected.]`,
  )
})

test('no header is lost, whatever its letter case', () => {
  const name = fc.stringMatching(/^[A-Za-z-]{1,6}$/)
  fc.assert(
    fc.property(fc.dictionary(name, fc.array(fc.string(), { minLength: 1 })), (given) => {
      const headers = headersOf('events.x', {}, given)
      const kept = [...headers.values()].flatMap(({ values }) => values)
      expect(kept.toSorted()).toEqual(Object.values(given).flat().toSorted())
    }),
  )
})
