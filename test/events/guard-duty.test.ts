// Tests of results of malware scans.

import type { EventBridgeHandler, GuardDutyScanResultNotificationEvent } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { guardDuty } from '../../src/events/guard-duty.js'

type Event = GuardDutyScanResultNotificationEvent

test('the default event is an object without threats [EV-5]', () => {
  expect(guardDuty.scanResult()).toMatchInlineSnapshot(`
    {
      "account": "123456789012",
      "detail": {
        "resourceType": "S3_OBJECT",
        "s3ObjectDetails": {
          "bucketName": "my-bucket",
          "eTag": "0123456789abcdef0123456789abcdef",
          "objectKey": "my-key",
          "s3Throttled": false,
          "versionId": "EXAMPLEversion",
        },
        "scanResultDetails": {
          "scanResultStatus": "NO_THREATS_FOUND",
          "threats": null,
        },
        "scanStatus": "COMPLETED",
        "schemaVersion": "1.0",
      },
      "detail-type": "GuardDuty Malware Protection Object Scan Result",
      "id": "00000000-0000-4000-8000-000000000001",
      "region": "us-east-1",
      "resources": [
        "arn:aws:guardduty:us-east-1:123456789012:malware-protection-plan/00000000-0000-4000-8000-000000000001",
      ],
      "source": "aws.guardduty",
      "time": "2026-01-01T00:00:00Z",
      "version": "0",
    }
  `)
})

test('threats are named, and found', () => {
  const { scanResultDetails } = guardDuty.scanResult({ threats: ['a', 'b'] }).detail
  expect(scanResultDetails).toEqual({ scanResultStatus: 'THREATS_FOUND', threats: [{ name: 'a' }, { name: 'b' }] })
  expect(guardDuty.scanResult({ result: 'THREATS_FOUND' }).detail.scanResultDetails.threats).toHaveLength(1)
})

test('an empty list is no threat, and a result without threats names none', () => {
  expect(guardDuty.scanResult({ threats: [] }).detail.scanResultDetails).toEqual({
    scanResultStatus: 'NO_THREATS_FOUND',
    threats: null,
  })
  expect(() => guardDuty.scanResult({ result: 'FAILED', threats: ['a'] })).toThrow(
    'events.guardDuty.scanResult: threats is given for the result "FAILED", which names none. Leave one of the two out.',
  )
})

test.each([
  ['NO_THREATS_FOUND', 'COMPLETED'],
  ['THREATS_FOUND', 'COMPLETED'],
  ['UNSUPPORTED', 'SKIPPED'],
  ['ACCESS_DENIED', 'SKIPPED'],
  ['FAILED', 'FAILED'],
] as const)('a scan with the result %s is %s', (result, status) => {
  expect(guardDuty.scanResult({ result }).detail.scanStatus).toBe(status)
})

test('object, Region, account and time are found in the event', () => {
  const input = { bucket: 'photos', key: 'a b', versionId: 'v', region: 'us-east-2', accountId: '210987654321' }
  expect(guardDuty.scanResult({ ...input, time: 1545084650987 })).toMatchObject({
    account: '210987654321',
    region: 'us-east-2',
    time: '2018-12-17T22:10:50Z',
    detail: { s3ObjectDetails: { bucketName: 'photos', objectKey: 'a b', versionId: 'v' } },
  })
})

test('a result that there is not is refused', () => {
  expect(() => guardDuty.scanResult({ result: 'CLEAN' } as object)).toThrow(
    'events.guardDuty.scanResult: result is "CLEAN"',
  )
})

test('a handler takes it', () => {
  type Handler = EventBridgeHandler<Event['detail-type'], Event['detail'], void>
  expectTypeOf(guardDuty.scanResult()).toExtend<Parameters<Handler>[0]>()
})
