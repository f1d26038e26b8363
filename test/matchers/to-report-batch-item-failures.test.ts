import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { observe, watch } from '../../src/record/observation.js'
import { withUnreadFailures } from '../../src/record/unread-failures.js'
import { answered, failed, failure, timedOut } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

function reporting(...ids: string[]): ReturnType<typeof answered> {
  return answered<unknown>({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })
}

describe('toReportBatchItemFailures', () => {
  test('holds for exactly these ids, in any order and however often [SQS-6, STM-4]', () => {
    expect(reporting('a', 'b')).toReportBatchItemFailures(['b', 'a'])
    expect(reporting('a', 'a')).toReportBatchItemFailures(['a'])
    expect(reporting('a', 'b')).not.toReportBatchItemFailures(['a'])
    expect(reporting('a')).not.toReportBatchItemFailures(['a', 'b'])
  })

  test.each([
    [null],
    [undefined],
    [{}],
    [{ batchItemFailures: null }],
    [{ batchItemFailures: [] }],
    [{ statusCode: 200 }],
  ])('takes %j as a report of no failure [SQS-6]', (payload) => {
    expect(answered<unknown>(payload)).toReportBatchItemFailures([])
    expect(answered<unknown>(payload)).not.toReportBatchItemFailures(['a'])
  })

  test('judges any report as sets do', () => {
    const ids = fc.array(fc.constantFrom<string[]>('a', 'b', 'c', 'd'), { maxLength: 6 })
    fc.assert(
      fc.property(ids, ids, (reported, expected) => {
        const same = ['a', 'b', 'c', 'd'].every((id) => reported.includes(id) === expected.includes(id))
        const match = expect.toReportBatchItemFailures(expected) as { asymmetricMatch: (value: unknown) => boolean }
        expect(match.asymmetricMatch(reporting(...reported))).toBe(same)
      }),
    )
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(reporting('a'))).resolves.toReportBatchItemFailures(['a'])
    await expect.poll(() => reporting('a')).toReportBatchItemFailures(['a'])
    expect([reporting('a')]).toEqual([expect.toReportBatchItemFailures(['a'])])
  })

  test('shows what is missing, and what is too much', () => {
    const { message, actual, expected } = failure(() =>
      expect(reporting('b', 'c', 'd')).toReportBatchItemFailures(['a', 'b']),
    )
    expect(message).toMatchInlineSnapshot(`
      "expected the function to report 2 records "a", "b" as failed, but it did not report "a", and reported "c", "d" too

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered"
    `)
    expect({ actual, expected }).toEqual({ actual: ['b', 'c', 'd'], expected: ['a', 'b'] })
    expect(() => expect(reporting()).toReportBatchItemFailures(['a'])).toThrow(
      /^expected the function to report record "a" as failed, but it reported none\n/,
    )
    expect(() => expect(reporting('a')).toReportBatchItemFailures([])).toThrow(
      /^expected the function to report no failed record, but it reported "a"\n/,
    )
    expect(() => expect(reporting('a')).not.toReportBatchItemFailures(['a'])).toThrow(
      /^expected the function not to report record "a" as failed, but it did\n/,
    )
  })

  test.each<[string, readonly string[]]>([
    ['a', ['a']],
    ['a', []],
    ['', []],
  ])('judges no report that Lambda does not read, also with .not: of %j, expecting %j [SQS-6, STM-4]', (id, ids) => {
    const watched = watch(id === '' ? reporting() : reporting(id), {})
    const unread = withUnreadFailures(watched, 'Nobody reads it (SQS-6).')
    const { message } = failure(() => expect(unread).toReportBatchItemFailures(ids))
    expect(message.split('\n').slice(0, 2)).toEqual([
      `expected the function to report ${ids.length === 0 ? 'no failed record' : 'record "a" as failed'}, but Lambda reads no such report`,
      'Nobody reads it (SQS-6).',
    ])
    expect(() => expect(unread).not.toReportBatchItemFailures(ids)).toThrow('Nobody reads it (SQS-6).')
    expect(unread).toEqual(watched)
  })

  test('tells of a function that failed before anything else', () => {
    const unread = withUnreadFailures(failed(), 'Nobody reads it (SQS-6).')
    expect(() => expect(unread).toReportBatchItemFailures([])).toThrow('because it did not answer')
  })

  test.each([
    ['a text', 'ok', 'the answer is text, where { batchItemFailures: […] } is expected'],
    ['a list', ['a'], 'the answer is a list, where { batchItemFailures: […] } is expected'],
    ['no list of failures', { batchItemFailures: 'a' }, 'batchItemFailures is text, where a list is expected'],
    ['a bare id', { batchItemFailures: ['a'] }, 'batchItemFailures[0] is text, where { itemIdentifier } is expected'],
    [
      'another key',
      { batchItemFailures: [{ messageId: 'a' }] },
      'batchItemFailures[0] has no itemIdentifier, but messageId',
    ],
    ['no key', { batchItemFailures: [{}] }, 'batchItemFailures[0] has no itemIdentifier'],
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, 'batchItemFailures[0].itemIdentifier is empty'],
    ['a null id', { batchItemFailures: [{ itemIdentifier: null }] }, 'batchItemFailures[0].itemIdentifier is null'],
    ['a number', { batchItemFailures: [{ itemIdentifier: 1 }] }, 'batchItemFailures[0].itemIdentifier is a number'],
  ])('says why AWS takes an answer with %s for failure of the whole batch [SQS-6]', (_, payload, why) => {
    const result = answered<unknown>(payload)
    expect(() => expect(result).toReportBatchItemFailures(['a'])).toThrow(
      `\nAWS treats this as failure of the whole batch because ${why}.\n`,
    )
    expect(() => expect(result).not.toReportBatchItemFailures(['a'])).toThrow(why)
  })

  test('fails for a function that failed, also with .not', () => {
    expect(() => expect(failed()).toReportBatchItemFailures(['a'])).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the function to report record "a" as failed, but it failed with TypeError: boom
      AWS treats this as failure of the whole batch because it did not answer.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: TypeError: boom]
    `)
    expect(() => expect(timedOut()).not.toReportBatchItemFailures([])).toThrow(/but it timed out after 3 s/)
  })

  test('counts as having looked at a failure', () => {
    const seen = vi.fn()
    const result = watch(failed(), { failure: seen })
    expect(() => expect(result).toReportBatchItemFailures([])).toThrow('boom')
    expect(seen).toHaveBeenCalledOnce()
    observe(result)
    expect(seen).toHaveBeenCalledOnce()
  })

  test('takes ids, and says so', () => {
    expect(() => expect(reporting()).toReportBatchItemFailures('a' as never)).toThrowErrorMatchingInlineSnapshot(
      `[Error: toReportBatchItemFailures() takes a list of ids, the messageId or sequenceNumber of each failed record, but received "a"]`,
    )
    expect(() => expect(1).toReportBatchItemFailures([])).toThrow(
      /^toReportBatchItemFailures\(\) takes what invoke\(\)/,
    )
  })
})
