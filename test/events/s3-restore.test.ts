// Tests of notifications that archived objects were restored.

import type { S3Handler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { s3Restore } from '../../src/events/s3-restore.js'

test('the default event says until when the object can be read [EV-4]', () => {
  const [record] = s3Restore().Records
  expect(record).toMatchObject({ eventName: 'ObjectRestore:Completed', eventVersion: '2.1' })
  expect(record?.s3.object).toMatchInlineSnapshot(`
    {
      "eTag": "0123456789abcdef0123456789abcdef",
      "key": "my-key",
      "sequencer": "006955B90000000001",
      "size": 1024,
    }
  `)
  expect(record?.glacierEventData).toMatchInlineSnapshot(`
    {
      "restoreEventData": {
        "lifecycleRestorationExpiryTime": "2026-01-02T00:00:00.000Z",
        "lifecycleRestoreStorageClass": "GLACIER",
      },
    }
  `)
})

test('everything in the input is found in the record', () => {
  const input = { key: 'a b', storageClass: 'DEEP_ARCHIVE', expiresAt: '2027-01-01T00:00:00.000Z', size: 7, eTag: 'e' }
  expect(s3Restore([input, {}]).Records[0]).toMatchObject({
    s3: { object: { key: 'a+b', size: 7, eTag: 'e' } },
    glacierEventData: {
      restoreEventData: {
        lifecycleRestorationExpiryTime: '2027-01-01T00:00:00.000Z',
        lifecycleRestoreStorageClass: 'DEEP_ARCHIVE',
      },
    },
  })
})

test('another event name is no key of it', () => {
  expect(() => s3Restore({ eventName: 'ObjectRestore:Post' } as object)).toThrow('unknown key "eventName"')
})

test('a handler takes it', () => {
  expectTypeOf(s3Restore()).toExtend<Parameters<S3Handler>[0]>()
})
