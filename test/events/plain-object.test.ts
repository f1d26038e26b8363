// Tests of what counts as an object written as `{ … }`.

import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { isPlainObject } from '../../src/events/plain-object.js'

class Order {
  readonly id = 1
}

test.each([
  ['a literal', {}],
  ['an object without a prototype', Object.create(null)],
  ['what JSON.parse makes', JSON.parse('{"__proto__":1}')],
  ['an object of another realm', runInNewContext('({ id: 1 })')],
])('%s is a plain object', (_, value) => {
  expect(isPlainObject(value)).toBe(true)
})

test.each([
  ['an instance', new Order()],
  ['a list', []],
  ['a list of another realm', runInNewContext('[]')],
  ['a Date', new Date(0)],
  ['a Map', new Map()],
  ['bytes', new Uint8Array()],
  ['null', null],
  ['undefined', undefined],
  ['a string', 'x'],
  ['a function', () => {}],
])('%s is not a plain object', (_, value) => {
  expect(isPlainObject(value)).toBe(false)
})
