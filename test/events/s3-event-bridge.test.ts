// Tests of what S3 puts on EventBridge's bus.

import type { S3NotificationEventBridgeHandler, S3ObjectDeletedNotificationEvent } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { s3EventBridge } from '../../src/events/s3-event-bridge.js'

test('the default event is an object that was created [EV-5]', () => {
  expect(s3EventBridge()).toMatchInlineSnapshot(`
    {
      "account": "123456789012",
      "detail": {
        "bucket": {
          "name": "my-bucket",
        },
        "object": {
          "etag": "0123456789abcdef0123456789abcdef",
          "key": "my-key",
          "sequencer": "006955B90000000001",
          "size": 1024,
        },
        "reason": "PutObject",
        "request-id": "0123456789ABCDEF",
        "requester": "123456789012",
        "source-ip-address": "203.0.113.1",
        "version": "0",
      },
      "detail-type": "Object Created",
      "id": "00000000-0000-4000-8000-000000000001",
      "region": "us-east-1",
      "resources": [
        "arn:aws:s3:::my-bucket",
      ],
      "source": "aws.s3",
      "time": "2026-01-01T00:00:00Z",
      "version": "0",
    }
  `)
})

test('everything in the input is found in the event, the key as it is', () => {
  const input = { bucket: 'photos', key: 'my cats/tom.jpg', versionId: 'v', size: 7, time: 1545084650987 }
  expect(s3EventBridge({ ...input, region: 'us-east-2', accountId: '210987654321' })).toMatchObject({
    account: '210987654321',
    region: 'us-east-2',
    time: '2018-12-17T22:10:50Z',
    resources: ['arn:aws:s3:::photos'],
    detail: {
      bucket: { name: 'photos' },
      object: { key: 'my cats/tom.jpg', 'version-id': 'v', size: 7 },
      requester: '210987654321',
    },
  })
})

const DETAIL_TYPES = [
  'Object Created',
  'Object Deleted',
  'Object Restore Initiated',
  'Object Restore Completed',
  'Object Restore Expired',
  'Object Storage Class Changed',
  'Object Access Tier Changed',
  'Object ACL Updated',
  'Object Tags Added',
  'Object Tags Deleted',
] as const

test('each kind of event has the fields that AWS’s type has', () => {
  const fields = DETAIL_TYPES.map((detailType) => {
    const { object, version: _, bucket: __, 'request-id': ___, ...detail } = s3EventBridge({ detailType }).detail
    return [detailType, Object.keys(object).join(' '), JSON.stringify(detail)]
  })
  expect(fields).toMatchInlineSnapshot(`
    [
      [
        "Object Created",
        "key size etag sequencer",
        "{"requester":"123456789012","source-ip-address":"203.0.113.1","reason":"PutObject"}",
      ],
      [
        "Object Deleted",
        "key etag sequencer",
        "{"requester":"123456789012","source-ip-address":"203.0.113.1","reason":"DeleteObject","deletion-type":"Permanently Deleted"}",
      ],
      [
        "Object Restore Initiated",
        "key size etag",
        "{"requester":"123456789012","source-ip-address":"203.0.113.1","source-storage-class":"GLACIER"}",
      ],
      [
        "Object Restore Completed",
        "key size etag",
        "{"requester":"s3.amazonaws.com","restore-expiry-time":"2026-01-02T00:00:00Z","source-storage-class":"GLACIER"}",
      ],
      [
        "Object Restore Expired",
        "key etag",
        "{"requester":"s3.amazonaws.com"}",
      ],
      [
        "Object Storage Class Changed",
        "key size etag",
        "{"requester":"s3.amazonaws.com","destination-storage-class":"GLACIER"}",
      ],
      [
        "Object Access Tier Changed",
        "key size etag",
        "{"requester":"s3.amazonaws.com","destination-access-tier":"ARCHIVE_ACCESS"}",
      ],
      [
        "Object ACL Updated",
        "key etag",
        "{"requester":"123456789012","source-ip-address":"203.0.113.1"}",
      ],
      [
        "Object Tags Added",
        "key etag",
        "{"requester":"123456789012","source-ip-address":"203.0.113.1"}",
      ],
      [
        "Object Tags Deleted",
        "key etag",
        "{"requester":"123456789012","source-ip-address":"203.0.113.1"}",
      ],
    ]
  `)
})

test('overrides change what the event has besides', () => {
  const event = s3EventBridge(
    { detailType: 'Object Deleted' },
    { detail: { 'deletion-type': 'Delete Marker Created' } },
  )
  expect(event.detail).toMatchObject({ reason: 'DeleteObject', 'deletion-type': 'Delete Marker Created' })
})

test('a size is refused where the event says none', () => {
  expect(() => s3EventBridge({ detailType: 'Object Deleted', size: 7 })).toThrow(
    'events.s3.eventBridge: size is given for "Object Deleted", whose event does not say it. Leave it out.',
  )
})

test('a kind of event that there is not is refused', () => {
  expect(() => s3EventBridge({ detailType: 'Object Lost' } as object)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.s3.eventBridge: detailType is "Object Lost" (a string), where "Object Created", "Object Deleted", "Object Restore Initiated", "Object Restore Completed", "Object Restore Expired", "Object Storage Class Changed", "Object Access Tier Changed", "Object ACL Updated", "Object Tags Added" or "Object Tags Deleted" is expected.]`,
  )
})

test('handlers take them, each its own', () => {
  expectTypeOf(s3EventBridge()).toExtend<Parameters<S3NotificationEventBridgeHandler>[0]>()
  expectTypeOf(s3EventBridge({ detailType: 'Object Deleted' })).toEqualTypeOf<S3ObjectDeletedNotificationEvent>()
})
