// Tests of how many batches are processed at once, and of the waits when throttled.

import { expect, test } from 'vitest'
import { batchesAtOnce, nextGrowth, throttleDelay } from '../../src/sources/sqs-scaling.js'

test('begins with five batches, has 300 more each minute, and at most 1,250 [SQS-9]', () => {
  const minutes = [0, 0.99, 1, 2, 3, 4, 5, 60]
  expect(minutes.map((minute) => batchesAtOnce(minute * 60_000))).toEqual([5, 5, 305, 605, 905, 1205, 1250, 1250])
})

test('has more at each full minute [SQS-9]', () => {
  expect([0, 59_999, 60_000].map(nextGrowth)).toEqual([60_000, 60_000, 120_000])
})

test('never has more batches at once than maximumConcurrency [SQS-9]', () => {
  expect([0, 1, 9].map((minute) => batchesAtOnce(minute * 60_000, 2))).toEqual([2, 2, 2])
  expect([0, 1, 9].map((minute) => batchesAtOnce(minute * 60_000, 1000))).toEqual([5, 305, 1000])
})

test('waits twice as long each time it is throttled, up to a minute [SQS-8]', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 500].map(throttleDelay)).toEqual([
    1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000,
  ])
})
