// Tests of what an answer says of single records of its batch.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBatchItemFailures } from '../../src/record/batch-item-failures.js'

test.each([
  [undefined],
  [null],
  [{}],
  [{ statusCode: 200 }],
  [{ batchItemFailures: null }],
  [{ batchItemFailures: [] }],
])('reports nothing: %j [SQS-6, STM-4]', (payload) => {
  expect(readBatchItemFailures(payload)).toEqual({ ids: [] })
})

test('reports the ids in the order of the answer, other keys aside [SQS-6, STM-4]', () => {
  const batchItemFailures = [{ itemIdentifier: 'b', reason: 'x' }, { itemIdentifier: 'a' }, { itemIdentifier: 'b' }]
  expect(readBatchItemFailures({ batchItemFailures, other: 1 })).toEqual({ ids: ['b', 'a', 'b'] })
})

test.each<[unknown, string]>([
  ['', 'the answer is text, where { batchItemFailures: […] } is expected'],
  [0, 'the answer is a number, where { batchItemFailures: […] } is expected'],
  [[], 'the answer is a list, where { batchItemFailures: […] } is expected'],
  [{ batchItemFailures: 'a' }, 'batchItemFailures is text, where a list is expected'],
  [{ batchItemFailures: {} }, 'batchItemFailures is an object, where a list is expected'],
  [{ batchItemFailures: ['a'] }, 'batchItemFailures[0] is text, where { itemIdentifier } is expected'],
  [{ batchItemFailures: [null] }, 'batchItemFailures[0] is null, where { itemIdentifier } is expected'],
  [{ batchItemFailures: [[]] }, 'batchItemFailures[0] is a list, where { itemIdentifier } is expected'],
  [{ batchItemFailures: [{}] }, 'batchItemFailures[0] has no itemIdentifier'],
  [{ batchItemFailures: [{ ItemIdentifier: 'a' }] }, 'batchItemFailures[0] has no itemIdentifier, but ItemIdentifier'],
  [{ batchItemFailures: [{ itemIdentifier: '' }] }, 'batchItemFailures[0].itemIdentifier is empty'],
  [{ batchItemFailures: [{ itemIdentifier: null }] }, 'batchItemFailures[0].itemIdentifier is null'],
  [{ batchItemFailures: [{ itemIdentifier: 1 }] }, 'batchItemFailures[0].itemIdentifier is a number'],
  [{ batchItemFailures: [{ itemIdentifier: ['a'] }] }, 'batchItemFailures[0].itemIdentifier is a list'],
])('is malformed: %j [SQS-6, STM-4]', (payload, malformed) => {
  expect(readBatchItemFailures(payload)).toEqual({ malformed })
})

test('is malformed as soon as one of its items is, wherever it stands [SQS-6, STM-4]', () => {
  const ids = fc.array(fc.string({ minLength: 1 }), { maxLength: 5 })
  fc.assert(
    fc.property(ids, ids, fc.constantFrom<unknown>('', null, 1, undefined), (before, after, wrong) => {
      const items = [...before, wrong, ...after].map((itemIdentifier) => ({ itemIdentifier }))
      expect(readBatchItemFailures({ batchItemFailures: items })).toHaveProperty('malformed')
      const good = [...before, ...after]
      const answer = { batchItemFailures: good.map((itemIdentifier) => ({ itemIdentifier })) }
      expect(readBatchItemFailures(answer)).toEqual({ ids: good })
    }),
  )
})
