import { expect, test } from 'vitest'
import { deepestPath, MOST_LEVELS } from '../../src/invoke/nesting.js'

test('the deepest place in a value is found, whatever stands beside it', () => {
  const unreadable = { toJSON: () => JSON.parse('no JSON') as unknown }
  const value = { flat: 1, list: [unreadable, { order: [null, { id: [] }] }], other: { a: {} } }
  expect(deepestPath(value)).toEqual(['list', 1, 'order', 1, 'id'])
  expect(deepestPath({ toJSON: () => [value] })).toEqual([0, 'list', 1, 'order', 1, 'id'])
  expect([deepestPath({}), deepestPath({ toJSON: () => 'text' })]).toEqual([[], []])
})

test('what holds itself is gone through once', () => {
  const value: { again?: unknown; below: object } = { below: { deeper: {} } }
  value.again = value
  expect(deepestPath(value)).toEqual(['below', 'deeper'])
})

test('what makes itself anew without end is left at some level', () => {
  const endless = (): object => ({ toJSON: () => [endless()] })
  expect(deepestPath(endless())).toHaveLength(MOST_LEVELS)
})
