import { expect, test } from 'vitest'
import { accept, problemsOf, refuse } from '../../src/function/reading.js'

test('the problems of several readings come in order, and accepted ones have none', () => {
  expect(problemsOf([refuse('a is 1', 'b is 2'), accept(3), refuse('c is 4')])).toEqual(['a is 1', 'b is 2', 'c is 4'])
  expect(problemsOf([accept(undefined)])).toEqual([])
})
