// Tests of what becomes of the messages of a batch.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeBatch } from '../../src/sources/sqs-outcome.js'

const batch = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]

function judge(payload: unknown, reportsItems = true): { returned: string[]; explanation?: string } {
  const { returned, ...rest } = judgeBatch(batch, { payload }, reportsItems)
  return { returned: [...returned], ...rest }
}

describe('judgeBatch', () => {
  test('returns the whole batch of a function that failed, whatever it reported [SQS-3, SQS-6]', () => {
    for (const reportsItems of [true, false]) {
      expect(judgeBatch(batch, { payload: {}, functionError: 'Unhandled' }, reportsItems)).toEqual({
        returned: new Set(['a', 'b', 'c']),
        explanation: 'The function failed, so no message of the batch is deleted (SQS-3).',
      })
    }
  })

  test.each([[undefined], [null], [''], ['ok'], [1], [{}], [{ statusCode: 500 }], [{ batchItemFailures: 'x' }]])(
    'returns nothing for the answer %j without ReportBatchItemFailures [SQS-3]',
    (payload) => {
      expect(judge(payload, false)).toEqual({ returned: [] })
    },
  )

  test('says that batch item failures are ignored without ReportBatchItemFailures [SQS-6]', () => {
    const payload = { batchItemFailures: [{ itemIdentifier: 'a' }] }
    expect(judge(payload, false)).toEqual({
      returned: [],
      explanation:
        "The batchItemFailures of the answer are ignored, and all 3 messages are deleted: the mapping lacks functionResponseTypes: ['ReportBatchItemFailures'] (SQS-6).",
    })
    expect(judgeBatch([{ id: 'a' }], { payload }, false).explanation).toContain('ignored, and the message is deleted')
  })

  test.each([[undefined], [null], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    'returns nothing for %j [SQS-6]',
    (payload) => {
      expect(judge(payload)).toEqual({ returned: [] })
    },
  )

  test('returns what is reported, however often [SQS-6]', () => {
    const batchItemFailures = ['c', 'a', 'a'].map((itemIdentifier) => ({ itemIdentifier }))
    expect(judge({ batchItemFailures })).toEqual({ returned: ['c', 'a'] })
  })

  test.each<[unknown, string]>([
    ['ok', 'the answer is text, where { batchItemFailures: […] } is expected'],
    [[], 'the answer is a list, where { batchItemFailures: […] } is expected'],
    [true, 'the answer is a boolean, where { batchItemFailures: […] } is expected'],
    [{ batchItemFailures: {} }, 'batchItemFailures is an object, where a list is expected'],
    [{ batchItemFailures: ['a'] }, 'batchItemFailures[0] is text, where { itemIdentifier } is expected'],
    [
      { batchItemFailures: [{ itemIdentifier: 'a' }, null] },
      'batchItemFailures[1] is null, where { itemIdentifier } is expected',
    ],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }, 'batchItemFailures[0].itemIdentifier is empty'],
    [{ batchItemFailures: [{ itemIdentifier: null }] }, 'batchItemFailures[0].itemIdentifier is null'],
    [{ batchItemFailures: [{ itemIdentifier: 7 }] }, 'batchItemFailures[0].itemIdentifier is a number'],
    [{ batchItemFailures: [{ itemIdentifier: { id: 'a' } }] }, 'batchItemFailures[0].itemIdentifier is an object'],
    [{ batchItemFailures: [{ messageId: 'a' }] }, 'batchItemFailures[0] has no itemIdentifier, but messageId'],
    [{ batchItemFailures: [{ itemIdentifier: 'z' }] }, "'z' is the messageId of no message in the batch"],
  ])('returns the whole batch for the malformed answer %j [SQS-6]', (payload, why) => {
    expect(judge(payload)).toEqual({
      returned: ['a', 'b', 'c'],
      explanation: `AWS treats the answer as a failure of the whole batch, because ${why} (SQS-6).`,
    })
  })

  test('says that an answer with other keys reports nothing [SQS-6]', () => {
    expect(judge({ failures: ['a'], statusCode: 200 })).toEqual({
      returned: [],
      explanation: 'The answer has no batchItemFailures, but failures, statusCode: no message failed (SQS-6).',
    })
  })

  test('says that a group is out of order where what follows a failure is not reported [SQS-7]', () => {
    const groups = [
      { id: 'a1', group: 'a' },
      { id: 'a2', group: 'a' },
      { id: 'b1', group: 'b' },
    ]
    const failing = (...ids: string[]): string | undefined =>
      judgeBatch(groups, { payload: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) } }, true)
        .explanation
    expect(failing('a1')).toBe(
      "Group 'a' is out of order: a message after a failed one was not reported, and is deleted. Of a FIFO queue, report the first failure and all that come after it (SQS-7).",
    )
    expect(failing('a1', 'a2')).toBeUndefined()
    expect(failing('a2')).toBeUndefined()
    expect(failing('b1')).toBeUndefined()
  })

  test('returns a part of the batch, and all of it or nothing for what it cannot read, whatever the answer', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (payload, reportsItems) => {
        const { returned } = judge({ batchItemFailures: payload }, reportsItems)
        expect(['', 'a,b,c']).toContain(returned.join())
        expect(reportsItems || returned.length === 0).toBe(true)
      }),
    )
  })
})
