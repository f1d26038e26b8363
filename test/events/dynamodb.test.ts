// Tests of events of DynamoDB streams.

import { expect, test } from 'vitest'
import { dynamodbInsert, dynamodbModify, dynamodbRemove } from '../../src/events/dynamodb.js'

// The items and sizes of the sample events at https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html

test('an insert has a new image and no old one [STM-7]', () => {
  expect(dynamodbInsert({ newImage: { Id: 101, Message: 'New item!' } })).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "awsRegion": "us-east-1",
          "dynamodb": {
            "ApproximateCreationDateTime": 1767225600,
            "Keys": {
              "Id": {
                "N": "101",
              },
            },
            "NewImage": {
              "Id": {
                "N": "101",
              },
              "Message": {
                "S": "New item!",
              },
            },
            "SequenceNumber": "100000000000000000001",
            "SizeBytes": 26,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
          },
          "eventID": "c4ca4238a0b923820dcc509a6f75849b",
          "eventName": "INSERT",
          "eventSource": "aws:dynamodb",
          "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/my-table/stream/2026-01-01T00:00:00.000",
          "eventVersion": "1.1",
        },
      ],
    }
  `)
})

test('a modification has both images [STM-7]', () => {
  const event = dynamodbModify({
    newImage: { Id: 101, Message: 'This item has changed' },
    oldImage: { Id: 101, Message: 'New item!' },
  })
  expect(event).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "awsRegion": "us-east-1",
          "dynamodb": {
            "ApproximateCreationDateTime": 1767225600,
            "Keys": {
              "Id": {
                "N": "101",
              },
            },
            "NewImage": {
              "Id": {
                "N": "101",
              },
              "Message": {
                "S": "This item has changed",
              },
            },
            "OldImage": {
              "Id": {
                "N": "101",
              },
              "Message": {
                "S": "New item!",
              },
            },
            "SequenceNumber": "100000000000000000001",
            "SizeBytes": 59,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
          },
          "eventID": "c4ca4238a0b923820dcc509a6f75849b",
          "eventName": "MODIFY",
          "eventSource": "aws:dynamodb",
          "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/my-table/stream/2026-01-01T00:00:00.000",
          "eventVersion": "1.1",
        },
      ],
    }
  `)
})

test('a removal has an old image and no new one [STM-7]', () => {
  expect(dynamodbRemove({ oldImage: { Id: 101, Message: 'This item has changed' } })).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "awsRegion": "us-east-1",
          "dynamodb": {
            "ApproximateCreationDateTime": 1767225600,
            "Keys": {
              "Id": {
                "N": "101",
              },
            },
            "OldImage": {
              "Id": {
                "N": "101",
              },
              "Message": {
                "S": "This item has changed",
              },
            },
            "SequenceNumber": "100000000000000000001",
            "SizeBytes": 38,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
          },
          "eventID": "c4ca4238a0b923820dcc509a6f75849b",
          "eventName": "REMOVE",
          "eventSource": "aws:dynamodb",
          "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/my-table/stream/2026-01-01T00:00:00.000",
          "eventVersion": "1.1",
        },
      ],
    }
  `)
})

test('without input each change has one record of an item with a key', () => {
  const key = { id: { S: '1' } }
  expect(dynamodbInsert().Records[0]?.dynamodb).toMatchObject({ Keys: key, NewImage: key })
  expect(dynamodbModify().Records[0]?.dynamodb).toMatchObject({ Keys: key, NewImage: key, OldImage: key })
  expect(dynamodbRemove().Records[0]?.dynamodb).toMatchObject({ Keys: key, OldImage: key })
})

test('of a modification one image is enough; the other has its keys', () => {
  const keys = { pk: { S: 'a' }, sk: { S: 'b' } }
  const fromNew = dynamodbModify({ newImage: { pk: 'a', sk: 'b', n: 1 }, keys: ['pk', 'sk'] }).Records[0]
  expect(fromNew?.dynamodb?.OldImage).toEqual(keys)
  const fromOld = dynamodbModify({ oldImage: { pk: 'a', sk: 'b', n: 1 }, keys: ['pk', 'sk'] }).Records[0]
  expect(fromOld?.dynamodb?.NewImage).toEqual(keys)
})

test('table, time, region, account and sequence number are found in the record', () => {
  const [record] = dynamodbInsert({
    table: 'orders',
    region: 'eu-central-1',
    accountId: '210987654321',
    time: '2026-05-06T07:08:09.999Z',
    sequenceNumber: '42',
  }).Records
  expect(record).toMatchObject({
    awsRegion: 'eu-central-1',
    eventSourceARN: 'arn:aws:dynamodb:eu-central-1:210987654321:table/orders/stream/2026-01-01T00:00:00.000',
    dynamodb: { ApproximateCreationDateTime: Date.parse('2026-05-06T07:08:09Z') / 1000, SequenceNumber: '42' },
  })
})

test('several inputs are several records, with ids of their own and sequence numbers in order', () => {
  const { Records } = dynamodbRemove([{ oldImage: { id: 'a' } }, { oldImage: { id: 'b' } }])
  expect(Records.map(({ dynamodb }) => dynamodb?.Keys)).toEqual([{ id: { S: 'a' } }, { id: { S: 'b' } }])
  expect(new Set(Records.map(({ eventID }) => eventID)).size).toBe(2)
  const numbers = Records.map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0))
  expect(numbers[0]).toBeLessThan(numbers[1] ?? 0n)
})

test('attribute values that were made before go into the record', () => {
  const [record] = dynamodbInsert({ record: { dynamodb: { NewImage: { id: { S: 'raw' } } } } }).Records
  expect(record?.dynamodb?.NewImage).toEqual({ id: { S: 'raw' } })
})

test('an item that expired is a removal by the service', () => {
  const userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' }
  expect(dynamodbRemove({ record: { userIdentity } }).Records[0]).toMatchObject({ userIdentity, eventName: 'REMOVE' })
})

test('an image that the change cannot have is refused', () => {
  const input = { oldImage: {} } as object
  expect(() => dynamodbInsert(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.dynamodb.insert: unknown key "oldImage" in the input. It takes: newImage, table, keys, streamViewType, sequenceNumber, region, accountId, time, record. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})

test('a value that cannot be stored is refused with builder, image and place', () => {
  expect(() => dynamodbInsert({ newImage: { id: '1', at: new Date(0) } })).toThrow(
    'events.dynamodb.insert: newImage.at is an object (Date), which DynamoDB cannot store.',
  )
})

test('overrides replace the list of records as a whole', () => {
  expect(dynamodbInsert({}, { Records: [{ eventName: 'INSERT' }] })).toEqual({ Records: [{ eventName: 'INSERT' }] })
})

test('a stream view that DynamoDB does not have is refused', () => {
  const streamViewType = 'NEW_AND_OLD' as 'NEW_IMAGE'
  expect(() => dynamodbInsert({ streamViewType })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.dynamodb.insert: streamViewType is "NEW_AND_OLD" (a string), where "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE" or "NEW_AND_OLD_IMAGES" is expected.]`,
  )
})

test('a modification of the key is refused, for DynamoDB has none', () => {
  const modify = (): unknown => dynamodbModify({ newImage: { id: '2' }, oldImage: { id: '1' }, keys: ['id'] })
  expect(modify).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.dynamodb.modify: the images have different keys, {"id":{"S":"1"}} and then {"id":{"S":"2"}}. An item keeps its key: build a removal and an insert, or give both images the same values there.]`,
  )
  expect(() => dynamodbModify({ newImage: { a: '2' }, oldImage: { a: '1' } })).not.toThrow()
})
