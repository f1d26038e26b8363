import { assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backOff, judge, outcomeOf, THROTTLED, type Verdict } from '../../src/sources/stream-outcome.js'
import { answered, failed } from '../matchers/result.js'

const ids = ['11', '12', '13']
const reporting = { reportsItems: true, windowMs: 0 }
const reports = (...failures: readonly string[]): object => ({
  batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })),
})
const judged = (payload: unknown): Verdict => judge(ids, answered(payload), reporting)

describe('judge', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['an object without the list', { ok: true }],
    ['null for the list', { batchItemFailures: null }],
    ['an empty list', { batchItemFailures: [] }],
  ])('takes %s for the success of the whole batch [STM-4]', (_what, payload) => {
    expect(judged(payload)).toEqual({ kind: 'processed' })
  })

  test.each([
    ['text', 'ok', 'the answer is text, where { batchItemFailures: […] } is expected'],
    ['a list that is none', { batchItemFailures: '12' }, 'batchItemFailures is text, where a list is expected'],
    [
      'an id alone',
      { batchItemFailures: ['12'] },
      'batchItemFailures[0] is text, where { itemIdentifier } is expected',
    ],
    ['an empty id', reports('12', ''), 'batchItemFailures[1].itemIdentifier is empty'],
    [
      'null for the id',
      { batchItemFailures: [{ itemIdentifier: null }] },
      'batchItemFailures[0].itemIdentifier is null',
    ],
    [
      'a number for the id',
      { batchItemFailures: [{ itemIdentifier: 12 }] },
      'batchItemFailures[0].itemIdentifier is a number',
    ],
    ['a bad key name', { batchItemFailures: [{ id: '12' }] }, 'batchItemFailures[0] has no itemIdentifier, but id'],
    ['an id of another batch', reports('99'), "batchItemFailures has '99', which is not in the batch"],
  ])('takes %s for the failure of the whole batch, and says so [STM-4]', (_what, payload, why) => {
    const explanation = `AWS takes the whole batch for failed: ${why} (STM-4).`
    expect(judged(payload)).toEqual({ kind: 'failed', explanation })
  })

  test('takes the lowest of the sequence numbers for the checkpoint [STM-4]', () => {
    expect(judged(reports('13', '12'))).toEqual({ kind: 'checkpoint', index: 1 })
  })

  test('takes a function error for the failure of the whole batch, whatever its payload says [STM-2]', () => {
    expect(judge(ids, { ...failed(), payload: reports('12') }, reporting)).toEqual({ kind: 'failed' })
  })

  test('says when failures are reported that the mapping does not listen to [STM-4]', () => {
    const verdict = judge(ids, answered(reports('12')), { ...reporting, reportsItems: false })
    expect(verdict).toEqual({
      kind: 'processed',
      explanation:
        "The function's batchItemFailures are ignored, and all records count as processed: give functionResponseTypes: " +
        "['ReportBatchItemFailures'] to have them heard (STM-4).",
    })
    expect(judge(ids, answered('done'), { ...reporting, reportsItems: false })).toEqual({ kind: 'processed' })
  })

  test('takes an answer without state within a tumbling window for a failure [STM-6]', () => {
    const windowed = { reportsItems: false, windowMs: 60_000 }
    expect(judge(ids, answered({ total: 1 }), windowed)).toEqual({
      kind: 'failed',
      explanation:
        'AWS takes the whole batch for failed: the answer has no state, which each answer within a tumbling window needs (STM-6).',
    })
    expect(judge(ids, answered({ state: 1 }), windowed)).toEqual({ kind: 'processed' })
  })
})

describe('outcomeOf', () => {
  const failure: Verdict = { kind: 'failed' }
  const five = { size: 5, retries: 1 }

  test('retries the same batch until its retries are used up, then gives all of it up [STM-2]', () => {
    const policy = { bisect: false, maximumRetries: 2 }
    expect(outcomeOf(failure, five, policy)).toEqual({ processed: 0, again: [{ size: 5, retries: 2 }], discarded: 0 })
    expect(outcomeOf(failure, { size: 5, retries: 2 }, policy)).toEqual({ processed: 0, again: [], discarded: 5 })
  })

  test('splits a batch in two without using up a retry, and retries a single record [STM-3]', () => {
    const policy = { bisect: true, maximumRetries: 1 }
    const halves = [
      { size: 3, retries: 1 },
      { size: 2, retries: 1 },
    ]
    expect(outcomeOf(failure, five, policy)).toEqual({ processed: 0, again: halves, discarded: 0 })
    const again = [{ size: 1, retries: 1 }]
    expect(outcomeOf(failure, { size: 1, retries: 0 }, policy)).toEqual({ processed: 0, again, discarded: 0 })
    expect(outcomeOf(failure, { size: 1, retries: 1 }, policy)).toEqual({ processed: 0, again: [], discarded: 1 })
  })

  test('retries from the checkpoint on, which uses up a retry but for a split there [STM-4]', () => {
    const checkpoint: Verdict = { kind: 'checkpoint', index: 2 }
    const plain = { bisect: false, maximumRetries: 2 }
    const again = [{ size: 3, retries: 2 }]
    expect(outcomeOf(checkpoint, five, plain)).toEqual({ processed: 2, again, discarded: 0 })
    expect(outcomeOf(checkpoint, { size: 5, retries: 2 }, plain)).toEqual({ processed: 2, again: [], discarded: 3 })
    const split = [{ size: 3, retries: 1 }]
    expect(outcomeOf(checkpoint, five, { ...plain, bisect: true })).toEqual({
      processed: 2,
      again: split,
      discarded: 0,
    })
  })

  test('retries what the first record of a batch failed in as it is, since there is nothing to split [STM-4]', () => {
    const checkpoint: Verdict = { kind: 'checkpoint', index: 0 }
    const policy = { bisect: true, maximumRetries: 2 }
    const again = [{ size: 5, retries: 2 }]
    expect(outcomeOf(checkpoint, five, policy)).toEqual({ processed: 0, again, discarded: 0 })
  })

  test('delivers a throttled batch again, which uses up no retry [STM-2]', () => {
    const again = [five]
    expect(outcomeOf(THROTTLED, five, { bisect: true, maximumRetries: 0 })).toEqual({
      processed: 0,
      again,
      discarded: 0,
    })
  })

  test('accounts for every record of a batch', () => {
    const batches = record({
      size: integer({ min: 1, max: 100 }),
      retries: integer({ min: 0, max: 5 }),
      kind: constantFrom('processed', 'failed', 'throttled', 'checkpoint'),
      index: integer({ min: 0, max: 99 }),
      bisect: constantFrom(true, false),
      maximumRetries: constantFrom(0, 1, 5, Infinity),
    })
    assert(
      property(batches, ({ size, retries, kind, index, bisect, maximumRetries }) => {
        const verdict = { kind, index: index % size, explanation: '' } as Verdict
        const { processed, again, discarded } = outcomeOf(verdict, { size, retries }, { bisect, maximumRetries })
        const left = again.reduce((sum, part) => sum + part.size, 0)
        expect(processed + left + discarded).toBe(size)
        expect(again.every((part) => part.size > 0 && part.retries <= Math.max(retries, maximumRetries))).toBe(true)
        // Each delivery brings it forward: something is done, or a part is smaller, or has a retry less.
        const forward = again.every((part) => part.size < size || part.retries > retries)
        expect(forward || kind === 'throttled').toBe(true)
      }),
    )
  })
})

test('the back-off doubles from a second up to the longest', () => {
  expect([1, 2, 3, 9, 10, 1000].map((failures) => backOff(failures, 300_000))).toEqual([
    1000, 2000, 4000, 256_000, 300_000, 300_000,
  ])
})
