// Tests of S3's notifications.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { s3Delete, s3Put } from '../../src/events/s3.js'

const keyOf = (key: string): string | undefined => s3Put({ key }).Records[0]?.s3.object.key

test('the default event says that an object was put [EV-4]', () => {
  expect(s3Put()).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "awsRegion": "us-east-1",
          "eventName": "ObjectCreated:Put",
          "eventSource": "aws:s3",
          "eventTime": "2026-01-01T00:00:00.000Z",
          "eventVersion": "2.1",
          "requestParameters": {
            "sourceIPAddress": "203.0.113.1",
          },
          "responseElements": {
            "x-amz-id-2": "EXAMPLE/host/id=",
            "x-amz-request-id": "0123456789ABCDEF",
          },
          "s3": {
            "bucket": {
              "arn": "arn:aws:s3:::my-bucket",
              "name": "my-bucket",
              "ownerIdentity": {
                "principalId": "AEXAMPLE",
              },
            },
            "configurationId": "my-notification",
            "object": {
              "eTag": "0123456789abcdef0123456789abcdef",
              "key": "my-key",
              "sequencer": "006955B90000000001",
              "size": 1024,
            },
            "s3SchemaVersion": "1.0",
          },
          "userIdentity": {
            "principalId": "AWS:AIDAEXAMPLE",
          },
        },
      ],
    }
  `)
})

test('the default removal has neither size nor eTag [EV-4]', () => {
  expect(s3Delete()).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "awsRegion": "us-east-1",
          "eventName": "ObjectRemoved:Delete",
          "eventSource": "aws:s3",
          "eventTime": "2026-01-01T00:00:00.000Z",
          "eventVersion": "2.1",
          "requestParameters": {
            "sourceIPAddress": "203.0.113.1",
          },
          "responseElements": {
            "x-amz-id-2": "EXAMPLE/host/id=",
            "x-amz-request-id": "0123456789ABCDEF",
          },
          "s3": {
            "bucket": {
              "arn": "arn:aws:s3:::my-bucket",
              "name": "my-bucket",
              "ownerIdentity": {
                "principalId": "AEXAMPLE",
              },
            },
            "configurationId": "my-notification",
            "object": {
              "key": "my-key",
              "sequencer": "006955B90000000001",
            },
            "s3SchemaVersion": "1.0",
          },
          "userIdentity": {
            "principalId": "AWS:AIDAEXAMPLE",
          },
        },
      ],
    }
  `)
})

test('everything in the input is found in the record [EV-4]', () => {
  const [record] = s3Put({
    bucket: 'photos',
    key: 'cat.jpg',
    size: 5,
    eTag: 'e',
    versionId: 'v',
    sequencer: '0A',
    eventName: 'ObjectCreated:CompleteMultipartUpload',
    region: 'cn-north-1',
    time: 0,
  }).Records
  expect(record).toMatchObject({
    awsRegion: 'cn-north-1',
    eventTime: '1970-01-01T00:00:00.000Z',
    eventName: 'ObjectCreated:CompleteMultipartUpload',
    s3: {
      bucket: { name: 'photos', arn: 'arn:aws-cn:s3:::photos' },
      object: { key: 'cat.jpg', size: 5, eTag: 'e', versionId: 'v', sequencer: '0A' },
    },
  })
})

test.each([
  ['my photos/cat 1.jpg', 'my+photos/cat+1.jpg'],
  ['a+b', 'a%2Bb'],
  ['é.txt', '%C3%A9.txt'],
  ["50%&'(1)!~*.txt", '50%25%26%27%281%29%21%7E*.txt'],
  ['a:b=c', 'a%3Ab%3Dc'],
  ['safe-chars_1.0/x', 'safe-chars_1.0/x'],
])('the key %s is written %s [EV-4]', (key, written) => {
  expect(keyOf(key)).toBe(written)
})

test('any key comes back when it is read as AWS says: plus to space, then decoded [EV-4]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (key) => {
      const written = keyOf(key) ?? ''
      expect(decodeURIComponent(written.replaceAll('+', ' '))).toBe(key.toWellFormed())
      expect(written).toMatch(/^[\w.*+%/-]*$/)
    }),
  )
})

test('several inputs are several records, with sequencers in order', () => {
  const { Records } = s3Put([{ key: 'a' }, { key: 'b' }, { key: 'c' }])
  expect(Records.map(({ s3 }) => s3.object.key)).toEqual(['a', 'b', 'c'])
  const sequencers = Records.map(({ s3 }) => s3.object.sequencer)
  expect(sequencers.toSorted()).toEqual(sequencers)
  expect(new Set(sequencers).size).toBe(3)
})

test('a record can be overridden by itself, the list of records as a whole', () => {
  const event = s3Delete({ record: { requestParameters: { sourceIPAddress: '192.0.2.9' } } })
  expect(event.Records[0]?.requestParameters.sourceIPAddress).toBe('192.0.2.9')
  expect(s3Delete({}, { Records: [] })).toEqual({ Records: [] })
})

test('a removal takes no size', () => {
  const input = { size: 1 } as object
  expect(() => s3Delete(input)).toThrow('events.s3.delete: unknown key "size" in the input.')
})

test('a misspelt key is refused with the nearest one', () => {
  const input = { buckt: 'x' } as object
  expect(() => s3Put(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.s3.put: unknown key "buckt" in the input. Did you mean "bucket"? It takes: bucket, key, versionId, sequencer, eventName, region, accountId, time, record, size, eTag. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})

test.each([-1, 0.5, Number.NaN])('an object does not have %d bytes', (size) => {
  expect(() => s3Put({ size })).toThrow('where a whole number from 0 is expected')
})

test.each([
  ['ObjectCreated:Copy', '2.1'],
  ['ObjectRestore:Post', '2.1'],
  ['Replication:OperationFailedReplication', '2.2'],
  ['ObjectRestore:Delete', '2.3'],
  ['ObjectTagging:Put', '2.3'],
  ['ObjectAcl:Put', '2.3'],
  ['LifecycleTransition', '2.3'],
  ['LifecycleExpiration:Delete', '2.3'],
  ['IntelligentTiering', '2.3'],
])('%s is written in version %s of the event [EV-4]', (eventName, eventVersion) => {
  expect(s3Put({ eventName }).Records[0]).toMatchObject({ eventName, eventVersion })
})

test.each(['s3:ObjectCreated:Copy', 'Foo', 'ObjectRemoved:Delete'])('nothing is put by %s [EV-4]', (eventName) => {
  expect(() => s3Put({ eventName })).toThrow(
    `events.s3.put: eventName is "${eventName}" (a string), where "ObjectCreated:Put", "ObjectCreated:Post"`,
  )
})

test('nothing is removed by its creation [EV-4]', () => {
  expect(() => s3Delete({ eventName: 'ObjectCreated:Put' })).toThrow('where "ObjectRemoved:Delete", "ObjectRemoved:')
  expect(s3Delete({ eventName: 'LifecycleExpiration:Delete' }).Records[0]).toMatchObject({ eventVersion: '2.3' })
})
