// `events.guardDuty`: what GuardDuty puts on EventBridge's bus when it has scanned an object of S3 for malware (EV-5).

import type { GuardDutyScanResultNotificationEvent, GuardDutyScanResultNotificationEventDetail } from 'aws-lambda'
import { type Kinds, readInput, refuseGiven, STRINGS } from './input.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import type { DeepPartial } from './overrides.js'
import { serviceEvent } from './service-event.js'

type Result = GuardDutyScanResultNotificationEventDetail['scanResultDetails']['scanResultStatus']

/** What was scanned, and what was found. */
export interface GuardDutyScanResultInput extends Origin {
  /** Default `my-bucket`. */
  readonly bucket?: string | undefined
  /** As you know it: EventBridge gets it unencoded. Default `my-key`. */
  readonly key?: string | undefined
  /** Default: always the same. */
  readonly versionId?: string | undefined
  /** Default `NO_THREATS_FOUND`, and `THREATS_FOUND` where `threats` are given. */
  readonly result?: Result | undefined
  /** Names of threats. Default: none, or `EICAR-Test-File` where the result is `THREATS_FOUND`. */
  readonly threats?: readonly string[] | undefined
}

/** Builders of the events of GuardDuty. */
export interface GuardDutyEvents {
  readonly scanResult: typeof scanResult
}

const KINDS: Kinds<GuardDutyScanResultInput> = {
  bucket: 'name',
  key: 'string',
  versionId: 'string',
  result: { oneOf: ['NO_THREATS_FOUND', 'THREATS_FOUND', 'UNSUPPORTED', 'ACCESS_DENIED', 'FAILED'] },
  threats: STRINGS,
  ...ORIGIN_KINDS,
}
/**
 * Any other result is that of a completed scan. AWS says of unsupported objects that they are skipped, and of denied
 * access where it lists why scans of backups are.
 * https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-s3-scans-gdu.html and
 * https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-backup-scans.html
 */
const SCAN_STATUS = { UNSUPPORTED: 'SKIPPED', ACCESS_DENIED: 'SKIPPED', FAILED: 'FAILED' } as const

export const guardDuty: GuardDutyEvents = { scanResult }

/**
 * The result of one scan of Malware Protection for S3.
 * https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
 */
function scanResult(
  input?: GuardDutyScanResultInput,
  overrides?: DeepPartial<GuardDutyScanResultNotificationEvent>,
): GuardDutyScanResultNotificationEvent {
  const where = 'events.guardDuty.scanResult'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { result = given.threats?.length ? 'THREATS_FOUND' : 'NO_THREATS_FOUND' } = given
  const isFound = result === 'THREATS_FOUND'
  if (!isFound && given.threats?.length) {
    refuseGiven(where, given, ['threats'], `the result "${result}", which names none. Leave one of the two out.`)
  }
  const { threats = ['EICAR-Test-File'] } = given
  const detail: GuardDutyScanResultNotificationEventDetail = {
    schemaVersion: '1.0',
    scanStatus: result in SCAN_STATUS ? SCAN_STATUS[result as keyof typeof SCAN_STATUS] : 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: {
      bucketName: given.bucket ?? 'my-bucket',
      objectKey: given.key ?? 'my-key',
      eTag: '0123456789abcdef0123456789abcdef',
      versionId: given.versionId ?? 'EXAMPLEversion',
      s3Throttled: false,
    },
    scanResultDetails: { scanResultStatus: result, threats: isFound ? threats.map((name) => ({ name })) : null },
  }
  const resources = [arnOf(origin, 'guardduty', `malware-protection-plan/${uuidAt(0)}`)]
  const detailType = 'GuardDuty Malware Protection Object Scan Result'
  return serviceEvent<GuardDutyScanResultNotificationEvent>(
    where,
    origin,
    { source: 'aws.guardduty', detailType, resources, detail },
    overrides,
  )
}
