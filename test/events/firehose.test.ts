// Tests of records that Firehose has transformed.

import type { FirehoseTransformationHandler, FirehoseTransformationResult } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { firehose } from '../../src/events/firehose.js'

test('the default event is complete, as of records that were put', () => {
  expect(firehose()).toMatchInlineSnapshot(`
    {
      "deliveryStreamArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/my-delivery-stream",
      "invocationId": "00000000-0000-4000-8000-000000000001",
      "records": [
        {
          "approximateArrivalTimestamp": 1767225600000,
          "data": "cmVjb3JkIDE=",
          "recordId": "49600000000000000000000000000000000000000000000000000001000000",
        },
      ],
      "region": "us-east-1",
    }
  `)
})

test('records of a Kinesis stream say where they come from, with a number where AWS’s type has text', () => {
  const event = firehose([{ sourceStream: 'clicks', partitionKey: 'p' }, {}])
  expect(event.sourceKinesisStreamArn).toBe('arn:aws:kinesis:us-east-1:123456789012:stream/clicks')
  expect(event.records[0]?.kinesisRecordMetadata).toMatchInlineSnapshot(`
    {
      "approximateArrivalTimestamp": 1767225600000,
      "partitionKey": "p",
      "sequenceNumber": "49600000000000000000000000000000000000000000000000000001",
      "shardId": "shardId-000000000000",
      "subsequenceNumber": 0,
    }
  `)
  expect(event.records[1]?.kinesisRecordMetadata?.partitionKey).toBe('partition-1')
})

test('a record that was put has no partition key', () => {
  expect(() => firehose({ partitionKey: 'p' })).toThrow(
    'events.firehose: partitionKey is given for a record that was put to Firehose itself, which has none. Give sourceStream too, or leave it out.',
  )
})

test('everything else in the input is found in the event', () => {
  const event = firehose({
    data: { a: 1 },
    deliveryStream: 'logs',
    region: 'us-east-2',
    accountId: '210987654321',
    time: 1545084650987,
    record: { recordId: 'mine' },
  })
  expect(event).toMatchObject({
    deliveryStreamArn: 'arn:aws:firehose:us-east-2:210987654321:deliverystream/logs',
    region: 'us-east-2',
    records: [{ recordId: 'mine', approximateArrivalTimestamp: 1545084650987, data: 'eyJhIjoxfQ==' }],
  })
})

test('several inputs are one batch, with record ids of their own', () => {
  const { records } = firehose([{}, {}, {}])
  expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(3)
  expect(firehose.decode({ records })).toEqual(['record 1', 'record 2', 'record 3'])
})

test('the answer of a transformation is decoded too', () => {
  const answer: FirehoseTransformationResult = {
    records: [
      { recordId: '1', result: 'Ok', data: Buffer.from('HI').toString('base64') },
      { recordId: '2', result: 'Dropped' },
    ],
  }
  expect(firehose.decode(answer)).toEqual(['HI', undefined])
})

test('two delivery streams in one event are refused', () => {
  expect(() => firehose([{ deliveryStream: 'a' }, { deliveryStream: 'b' }])).toThrow(
    'events.firehose: deliveryStream is "a" (a string) in one input and "b" (a string) in another',
  )
})

test('a handler takes it', () => {
  expectTypeOf(firehose()).toExtend<Parameters<FirehoseTransformationHandler>[0]>()
})
