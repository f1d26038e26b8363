// Tests of records that a Kinesis Data Analytics application has preprocessed.

import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { kinesisAnalytics } from '../../src/events/kinesis-analytics.js'

test('the default event is complete, as of a Kinesis stream', () => {
  expect(kinesisAnalytics()).toMatchInlineSnapshot(`
    {
      "applicationArn": "arn:aws:kinesisanalytics:us-east-1:123456789012:application/my-application",
      "invocationId": "00000000-0000-4000-8000-000000000001",
      "records": [
        {
          "data": "cmVjb3JkIDE=",
          "kinesisStreamRecordMetadata": {
            "approximateArrivalTimestamp": 1767225600000,
            "partitionKey": "partition-1",
            "sequenceNumber": "49600000000000000000000000000000000000000000000000000001",
            "shardId": "shardId-000000000000",
          },
          "recordId": "49600000000000000000000000000000000000000000000000000001",
        },
      ],
      "streamArn": "arn:aws:kinesis:us-east-1:123456789012:stream/my-stream",
    }
  `)
})

test('of a Firehose stream the records have another kind of metadata', () => {
  const event = kinesisAnalytics([{ deliveryStream: 'logs', time: 1545084650987 }, {}])
  expect(event.streamArn).toBe('arn:aws:firehose:us-east-1:123456789012:deliverystream/logs')
  for (const record of event.records) expect(record).not.toHaveProperty('kinesisStreamRecordMetadata')
  expect(event.records[0]?.kinesisFirehoseRecordMetadata).toEqual({ approximateArrivalTimestamp: 1545084650987 })
})

test('what only a Kinesis stream has is refused of a Firehose stream', () => {
  expect(() => kinesisAnalytics({ deliveryStream: 'a', stream: 'b' })).toThrow(
    'stream is given for an application that reads a Firehose stream. Leave it or deliveryStream out.',
  )
  expect(() => kinesisAnalytics([{ deliveryStream: 'a' }, { partitionKey: 'b' }])).toThrow(
    'events.kinesisAnalytics (input 2 of 2): partitionKey is given for a record of a Firehose stream, which has none.',
  )
})

test('everything else in the input is found in the event', () => {
  const input = { data: 'hi', application: 'app', stream: 'clicks', partitionKey: 'p', region: 'us-east-2' }
  expect(kinesisAnalytics({ ...input, accountId: '210987654321' })).toMatchObject({
    applicationArn: 'arn:aws:kinesisanalytics:us-east-2:210987654321:application/app',
    streamArn: 'arn:aws:kinesis:us-east-2:210987654321:stream/clicks',
    records: [{ data: 'aGk=', kinesisStreamRecordMetadata: { partitionKey: 'p' } }],
  })
})

test('compressed data travels as the bytes it is', () => {
  const data = gzipSync('hello')
  expect(kinesisAnalytics({ data }).records[0]?.data).toBe(data.toString('base64'))
})

test('event and answer are decoded', () => {
  expect(kinesisAnalytics.decode(kinesisAnalytics([{ data: { a: 1 } }, {}]))).toEqual(['{"a":1}', 'record 2'])
})

test('two applications in one event are refused', () => {
  expect(() => kinesisAnalytics([{ application: 'a' }, { application: 'b' }])).toThrow('and an event has one source')
})
