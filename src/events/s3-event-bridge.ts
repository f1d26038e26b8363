// `events.s3.eventBridge`: what S3 puts on EventBridge's bus about an object; its keys are not encoded (EV-5).

import type { S3NotificationEvent } from 'aws-lambda'
import { partitionOf } from '../function/partition.js'
import { wholeSeconds } from './event-bridge.js'
import { type Kinds, readInput, refuseGiven } from './input.js'
import { type Origin, ORIGIN_KINDS, originOf } from './origin.js'
import type { DeepPartial } from './overrides.js'
import { restoredUntil } from './s3.js'
import { serviceEvent } from './service-event.js'

/** `Object Created`, `Object Deleted`, `Object Tags Added`, … */
export type S3DetailType = S3NotificationEvent['detail-type']

/** The event with this detail type. */
export type S3EventBridgeEvent<DetailType extends S3DetailType> = Extract<
  S3NotificationEvent,
  { 'detail-type': DetailType }
>

/** What happened to one object. */
export interface S3EventBridgeInput<DetailType extends S3DetailType = 'Object Created'> extends Origin {
  /** Default `Object Created`. */
  readonly detailType?: DetailType | undefined
  /** Default `my-bucket`. */
  readonly bucket?: string | undefined
  /** As you know it: EventBridge gets it unencoded. Default `my-key`. */
  readonly key?: string | undefined
  /** Only in buckets with versioning. Default: none. */
  readonly versionId?: string | undefined
  /** Bytes; of events that say them: not of deleted objects, ACLs and tags. Default 1024. */
  readonly size?: number | undefined
}

/** What the details differ in. */
interface Shape {
  readonly sized?: true
  readonly sequenced?: true
  /** Done by S3, not by a request: the requester is S3, and there is no address. */
  readonly byS3?: true
  readonly more?: (time: Date) => object
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const SHAPES: Readonly<Record<S3DetailType, Shape>> = {
  'Object Created': { sized: true, sequenced: true, more: () => ({ reason: 'PutObject' }) },
  'Object Deleted': {
    sequenced: true,
    more: () => ({ reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted' }),
  },
  'Object Restore Initiated': { sized: true, more: () => ({ 'source-storage-class': 'GLACIER' }) },
  'Object Restore Completed': {
    sized: true,
    byS3: true,
    more: (time) => ({ 'restore-expiry-time': wholeSeconds(restoredUntil(time)), 'source-storage-class': 'GLACIER' }),
  },
  'Object Restore Expired': { byS3: true },
  'Object Storage Class Changed': { sized: true, byS3: true, more: () => ({ 'destination-storage-class': 'GLACIER' }) },
  'Object Access Tier Changed': {
    sized: true,
    byS3: true,
    more: () => ({ 'destination-access-tier': 'ARCHIVE_ACCESS' }),
  },
  'Object ACL Updated': {},
  'Object Tags Added': {},
  'Object Tags Deleted': {},
}
const KINDS: Kinds<S3EventBridgeInput<S3DetailType>> = {
  detailType: { oneOf: Object.keys(SHAPES) },
  bucket: 'name',
  key: 'string',
  versionId: 'string',
  size: { wholeFrom: 0 },
  ...ORIGIN_KINDS,
}

/**
 * One event; there are no batches (EV-5). What an event of this type has besides goes into the overrides' `detail`.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
export function s3EventBridge<const DetailType extends S3DetailType = 'Object Created'>(
  input?: S3EventBridgeInput<DetailType>,
  overrides?: DeepPartial<S3EventBridgeEvent<NoInfer<DetailType>>>,
): S3EventBridgeEvent<DetailType> {
  const where = 'events.s3.eventBridge'
  const given: S3EventBridgeInput<S3DetailType> = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { detailType = 'Object Created', bucket = 'my-bucket' } = given
  const resources = [`arn:${partitionOf(origin.region)}:s3:::${bucket}`]
  const { byS3, more, sized } = SHAPES[detailType]
  if (!sized) refuseGiven(where, given, ['size'], `"${detailType}", whose event does not say it. Leave it out.`)
  const detail = {
    version: '0',
    bucket: { name: bucket },
    object: objectOf(given, SHAPES[detailType]),
    'request-id': '0123456789ABCDEF',
    requester: byS3 ? 's3.amazonaws.com' : origin.accountId,
    ...(!byS3 && { 'source-ip-address': '203.0.113.1' }),
    ...more?.(origin.time),
  }
  return serviceEvent<S3EventBridgeEvent<DetailType>>(
    where,
    origin,
    { source: 'aws.s3', detailType, resources, detail },
    overrides,
  )
}

function objectOf(given: S3EventBridgeInput<S3DetailType>, { sized, sequenced }: Shape): object {
  const { key = 'my-key', size = 1024, versionId } = given
  return {
    key,
    ...(sized && { size }),
    etag: '0123456789abcdef0123456789abcdef',
    ...(versionId !== undefined && { 'version-id': versionId }),
    ...(sequenced && { sequencer: '006955B90000000001' }),
  }
}
