import { describe, expect, test } from 'vitest'
import { isInvocationRecord, isInvocationResult, isLiteral, isObject } from '../../src/record/recognise.js'
import { answered, exited, failed, record, timedOut } from '../matchers/result.js'

const results = [answered(1), answered(undefined), failed(), timedOut(), exited()]
const others = [undefined, null, 0, 'a', [], {}, () => 1, Promise.resolve(answered(1)), [answered(1)], new Map()]

describe('isInvocationResult', () => {
  test('knows every result, also one that crossed JSON or was frozen', () => {
    expect(results.every(isInvocationResult)).toBe(true)
    expect(results.map((result) => JSON.parse(JSON.stringify(result)) as unknown).every(isInvocationResult)).toBe(true)
  })

  test('takes nothing else for one', () => {
    const nearly = [
      { statusCode: 200, body: 'x' },
      { ...answered(1), record: undefined },
      { record: record() },
      record(),
    ]
    expect([...others, ...nearly].some(isInvocationResult)).toBe(false)
  })
})

describe('isInvocationRecord', () => {
  test('knows a record by its parts', () => {
    expect(isInvocationRecord(record())).toBe(true)
    expect([...others, answered(1)].some(isInvocationRecord)).toBe(false)
    const parts = ['requestId', 'outcome', 'invocationIndex', 'logs', 'phases', 'report', 'tmp']
    expect(parts.map((part) => isInvocationRecord({ ...record(), [part]: undefined }))).toEqual(parts.map(() => false))
  })
})

test('isObject is true of values with named members', () => {
  expect([{}, Object.create(null), new Map()].every(isObject)).toBe(true)
  expect([null, undefined, [], 'a', 1, () => 1].some(isObject)).toBe(false)
})

test('isLiteral is true of those that are no more than their members', () => {
  class Command {
    readonly input = {}
  }
  expect([{}, Object.create(null)].every(isLiteral)).toBe(true)
  expect([new Command(), new Map(), new Date(), expect.anything(), [], null, 'text'].some(isLiteral)).toBe(false)
})
