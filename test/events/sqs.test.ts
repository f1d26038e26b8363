// Tests of batches from SQS.

import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqs, type SqsInput } from '../../src/events/sqs.js'

test('the default event is a batch of one message [SQS-1]', () => {
  expect(sqs()).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "attributes": {
            "ApproximateFirstReceiveTimestamp": "1767225600001",
            "ApproximateReceiveCount": "1",
            "SenderId": "AIDAEXAMPLE",
            "SentTimestamp": "1767225600000",
          },
          "awsRegion": "us-east-1",
          "body": "message 1",
          "eventSource": "aws:sqs",
          "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:my-queue",
          "md5OfBody": "1db65a6a0a818fd39655b95e33ada11d",
          "messageAttributes": {},
          "messageId": "00000000-0000-4000-8000-000000000001",
          "receiptHandle": "receipt-handle-1",
        },
      ],
    }
  `)
})

test('a message of a FIFO queue has a group, a deduplication id and a sequence number [SQS-1]', () => {
  expect(sqs({ queue: 'orders.fifo', body: { id: 1 } })).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "attributes": {
            "ApproximateFirstReceiveTimestamp": "1767225600001",
            "ApproximateReceiveCount": "1",
            "MessageDeduplicationId": "037c9214eef74cc3887f3a4f085b4e17d76280dafd273b0ee160c09c4ba1cfd4",
            "MessageGroupId": "group-1",
            "SenderId": "AIDAEXAMPLE",
            "SentTimestamp": "1767225600000",
            "SequenceNumber": "18800000000000000001",
          },
          "awsRegion": "us-east-1",
          "body": "{"id":1}",
          "eventSource": "aws:sqs",
          "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:orders.fifo",
          "md5OfBody": "d2ce28b9a7fd7e4407e2b0fd499b7fe4",
          "messageAttributes": {},
          "messageId": "00000000-0000-4000-8000-000000000001",
          "receiptHandle": "receipt-handle-1",
        },
      ],
    }
  `)
})

test('everything in the input is found in the record [SQS-1]', () => {
  const [record] = sqs({
    body: 'hi',
    queue: 'orders.fifo',
    receiveCount: 3,
    messageGroupId: 'g',
    messageDeduplicationId: 'd',
    messageId: 'id',
    region: 'us-gov-west-1',
    accountId: '210987654321',
    time: 1000,
  }).Records
  expect(record).toMatchObject({
    messageId: 'id',
    eventSourceARN: 'arn:aws-us-gov:sqs:us-gov-west-1:210987654321:orders.fifo',
    awsRegion: 'us-gov-west-1',
    attributes: {
      ApproximateReceiveCount: '3',
      SentTimestamp: '1000',
      ApproximateFirstReceiveTimestamp: '1001',
      MessageGroupId: 'g',
      MessageDeduplicationId: 'd',
    },
  })
})

test('a standard queue has a message group only when one is given', () => {
  expect(sqs().Records[0]?.attributes).not.toHaveProperty('MessageGroupId')
  expect(sqs({ messageGroupId: 'tenant' }).Records[0]?.attributes).toMatchObject({ MessageGroupId: 'tenant' })
  expect(sqs({ messageGroupId: 'tenant' }).Records[0]?.attributes).not.toHaveProperty('SequenceNumber')
})

test.each([
  ['text', 'text'],
  ['', ''],
  [{ id: 1 }, '{"id":1}'],
  [null, 'null'],
  [0, '0'],
])('the body %o is written %j', (body, text) => {
  expect(sqs({ body }).Records[0]?.body).toBe(text)
})

test('several inputs are one batch, with ids, handles and default bodies of their own [SQS-1]', () => {
  const { Records } = sqs([{}, { body: 'x' }, {}])
  expect(Records.map(({ body }) => body)).toEqual(['message 1', 'x', 'message 3'])
  expect(new Set(Records.map(({ messageId }) => messageId)).size).toBe(3)
  expect(new Set(Records.map(({ receiptHandle }) => receiptHandle)).size).toBe(3)
})

test('sequence numbers of a FIFO batch are in order', () => {
  const { Records } = sqs([{ queue: 'a.fifo' }, { queue: 'a.fifo' }])
  const [first, second] = Records.map(({ attributes }) => BigInt(attributes.SequenceNumber ?? 0))
  expect(first).toBeLessThan(second ?? 0n)
})

test('message attributes have SQS’s types, and a digest of their own [SQS-1]', () => {
  const attributes = { text: 'a', whole: 1, big: 2n, bytes: new Uint8Array([1]), none: undefined }
  const [record] = sqs({ attributes }).Records
  const lists = { stringListValues: [], binaryListValues: [] }
  expect(record?.messageAttributes).toStrictEqual({
    text: { stringValue: 'a', ...lists, dataType: 'String' },
    whole: { stringValue: '1', ...lists, dataType: 'Number' },
    big: { stringValue: '2', ...lists, dataType: 'Number' },
    bytes: { binaryValue: 'AQ==', ...lists, dataType: 'Binary' },
  })
  expect(record?.md5OfMessageAttributes).toMatch(/^[0-9a-f]{32}$/)
  expect(sqs({ attributes: { none: undefined } }).Records[0]).not.toHaveProperty('md5OfMessageAttributes')
})

test.each([true, null, [], Number.NaN])('a message attribute that is %o is refused', (value) => {
  const attributes = { a: value } as unknown as NonNullable<SqsInput['attributes']>
  expect(() => sqs({ attributes })).toThrow(/^events\.sqs: attributes\.a is .+, where a string, a finite number/)
})

test('the digest is always the MD5 of the body [SQS-1]', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (body) => {
      const [record] = sqs({ body }).Records
      expect(record?.md5OfBody).toBe(
        createHash('md5')
          .update(record?.body ?? '')
          .digest('hex'),
      )
    }),
  )
})

test('every system attribute is a string [SQS-1]', () => {
  const attributes = Object.values(sqs({ queue: 'a.fifo', receiveCount: 2 }).Records[0]?.attributes ?? {})
  expect(attributes.every((value) => typeof value === 'string')).toBe(true)
})

test('a record can be overridden by itself, the list of records as a whole', () => {
  const { Records } = sqs([{}, { record: { attributes: { SenderId: 'me' } } }])
  expect(Records.map(({ attributes }) => attributes.SenderId)).toEqual(['AIDAEXAMPLE', 'me'])
  expect(sqs({}, { Records: [] })).toEqual({ Records: [] })
})

test('a mistake in a batch says in which message', () => {
  const inputs = [{}, { bdy: 1 }] as readonly SqsInput[]
  expect(() => sqs(inputs)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.sqs (input 2 of 2): unknown key "bdy" in the input. Did you mean "body"? It takes: body, queue, attributes, receiveCount, messageGroupId, messageDeduplicationId, messageId, region, accountId, time, record. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})

test('a deduplication id is refused for a queue that has none', () => {
  expect(() => sqs({ messageDeduplicationId: 'd' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.sqs: messageDeduplicationId is given for the queue "my-queue" (a string), and SQS takes one for FIFO queues only. Leave it out, or name a queue that ends in .fifo.]`,
  )
})

test.each([0, -1, 1.5, Number.NaN])('a message was not received %d times', (receiveCount) => {
  expect(() => sqs({ receiveCount })).toThrow('where a whole number from 1 is expected')
})
