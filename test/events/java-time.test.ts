// Tests of times as Java's text format writes them.

import { expect, test } from 'vitest'
import { javaIsoTime, javaTime } from '../../src/events/java-time.js'

test.each([
  ['2026-01-01T00:00:00Z', 'Jan 1, 2026, 12:00:00 AM'],
  ['2026-12-31T12:34:56Z', 'Dec 31, 2026, 12:34:56 PM'],
  ['2019-09-01T16:12:09Z', 'Sep 1, 2019, 4:12:09 PM'],
  ['2019-09-10T11:59:59Z', 'Sep 10, 2019, 11:59:59 AM'],
])('%s is %s', (time, text) => {
  expect(javaTime(new Date(time), ', ')).toBe(text)
})

test('older Java has no comma after the year', () => {
  expect(javaTime(new Date('2017-09-01T16:12:29Z'), ' ')).toBe('Sep 1, 2017 4:12:29 PM')
})

test('its ISO format writes the zone as +0000', () => {
  expect(javaIsoTime(new Date('2017-09-01T16:12:29.5Z'))).toBe('2017-09-01T16:12:29.500+0000')
})
