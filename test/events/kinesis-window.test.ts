// Tests of batches of tumbling windows.

import type { KinesisStreamTumblingWindowHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { kinesis } from '../../src/events/kinesis.js'
import { kinesisWindow } from '../../src/events/kinesis-window.js'

test('the default event is the first batch of a window of a minute', () => {
  const { Records, ...event } = kinesisWindow()
  expect(Records).toEqual(kinesis().Records)
  expect(event).toMatchInlineSnapshot(`
    {
      "eventSourceARN": "arn:aws:kinesis:us-east-1:123456789012:stream/my-stream",
      "isFinalInvokeForWindow": false,
      "isWindowTerminatedEarly": false,
      "shardId": "shardId-000000000000",
      "state": {},
      "window": {
        "end": "2026-01-01T00:01:00Z",
        "start": "2026-01-01T00:00:00Z",
      },
    }
  `)
})

test('the last invocation has the state, and no records unless they are given', () => {
  expect(kinesisWindow({ final: true, state: { sum: 7 } })).toMatchObject({
    Records: [],
    state: { sum: 7 },
    isFinalInvokeForWindow: true,
  })
  expect(kinesisWindow({ final: true, records: [{}] }).Records).toHaveLength(1)
})

test('everything else in the input is found in the event and in its records', () => {
  const event = kinesisWindow({
    records: [{ data: 'a' }, { data: 'b', time: 1000 }],
    seconds: 120,
    stream: 'clicks',
    shardId: 'shardId-000000000006',
    region: 'us-east-2',
    accountId: '210987654321',
    time: '2020-12-09T07:04:00Z',
  })
  const eventSourceARN = 'arn:aws:kinesis:us-east-2:210987654321:stream/clicks'
  expect(event).toMatchObject({
    window: { start: '2020-12-09T07:04:00Z', end: '2020-12-09T07:06:00Z' },
    shardId: 'shardId-000000000006',
    eventSourceARN,
    Records: [
      { eventSourceARN, eventID: expect.stringMatching(/^shardId-000000000006:/), kinesis: { data: 'YQ==' } },
      { eventSourceARN, kinesis: { data: 'Yg==', approximateArrivalTimestamp: 1 } },
    ],
  })
})

test('a window of no length is refused', () => {
  expect(() => kinesisWindow({ seconds: 0 })).toThrow(
    'events.kinesisWindow: seconds is 0 (a number), where a whole number from 1 to 900 is expected.',
  )
})

test('a window is no longer than 15 minutes', () => {
  expect(kinesisWindow({ seconds: 900 }).window.end).toBe('2026-01-01T00:15:00Z')
  expect(() => kinesisWindow({ seconds: 901 })).toThrow('seconds is 901 (a number), where a whole number from 1 to 900')
})

test('records are of the shard of the window, and a mistake in one says in which', () => {
  const records = [{}, { stream: 'other' }] as object[]
  expect(() => kinesisWindow({ records })).toThrow(
    'events.kinesisWindow: records (input 2 of 2): unknown key "stream" in the input.',
  )
  expect(() => kinesisWindow({ records: ['a'] } as object)).toThrow(
    'events.kinesisWindow: records[0] is "a" (a string), where an object is expected.',
  )
})

test('a handler takes it', () => {
  expectTypeOf(kinesisWindow()).toExtend<Parameters<KinesisStreamTumblingWindowHandler>[0]>()
})
