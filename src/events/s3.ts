// `events.s3`: what S3 sends when an object was created or removed (EV-4).

import type { S3Event, S3EventRecord } from 'aws-lambda'
import { partitionOf } from '../function/partition.js'
import { BATCH_KINDS, type BatchInput, batchOf, type RecordPlace } from './batch.js'
import type { Kinds } from './input.js'
import type { DeepPartial } from './overrides.js'
import { CREATED, OTHERS, REMOVED } from './s3-event-names.js'

/** One object that was removed. */
export interface S3DeleteInput extends BatchInput<S3EventRecord> {
  /** Default `my-bucket`. */
  readonly bucket?: string | undefined
  /** The key as you know it, such as `my photos/cat.jpg`; the event carries it URL-encoded (`my+photos/cat.jpg`). */
  readonly key?: string | undefined
  /** Only in buckets with versioning. Default: none. */
  readonly versionId?: string | undefined
  /** Hexadecimal; orders the events of one key. Default: one more for each record. */
  readonly sequencer?: string | undefined
  /** Such as `ObjectTagging:Put`; decides the event's version too. Default `ObjectCreated:Put` or `ObjectRemoved:Delete`. */
  readonly eventName?: string | undefined
}

/** One object that was created. */
export interface S3PutInput extends S3DeleteInput {
  /** Bytes. Default 1024. */
  readonly size?: number | undefined
  /** Default: 32 hexadecimal digits, always the same. */
  readonly eTag?: string | undefined
}

const DELETE_KINDS: Kinds<S3DeleteInput> = {
  bucket: 'name',
  key: 'string',
  versionId: 'string',
  sequencer: 'string',
  eventName: { oneOf: [...REMOVED, ...OTHERS] },
  ...BATCH_KINDS,
}
export const PUT_KINDS: Kinds<S3PutInput> = {
  ...DELETE_KINDS,
  eventName: { oneOf: [...CREATED, ...OTHERS] },
  size: { wholeFrom: 0 },
  eTag: 'string',
}

/**
 * An `ObjectCreated:Put` notification, one record for each input.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function s3Put(input?: S3PutInput | readonly S3PutInput[], overrides?: DeepPartial<S3Event>): S3Event {
  return batchOf({ where: 'events.s3.put', input, kinds: PUT_KINDS, overrides }, (one, place) => {
    const { size = 1024, eTag = '0123456789abcdef0123456789abcdef' } = one
    return recordOf('ObjectCreated:Put', one, { size, eTag }, place)
  })
}

/**
 * An `ObjectRemoved:Delete` notification, one record for each input. Its objects have neither size nor eTag, although
 * AWS's type claims them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function s3Delete(input?: S3DeleteInput | readonly S3DeleteInput[], overrides?: DeepPartial<S3Event>): S3Event {
  return batchOf({ where: 'events.s3.delete', input, kinds: DELETE_KINDS, overrides }, (one, place) =>
    recordOf('ObjectRemoved:Delete', one, {}, place),
  )
}

/** A record; `content` is what its object has besides key, version and sequencer. */
export function recordOf(
  defaultName: string,
  input: S3DeleteInput,
  content: object,
  { index, origin: { region, time } }: RecordPlace,
): S3EventRecord {
  const { bucket = 'my-bucket', key = 'my-key', sequencer = sequencerAt(index), versionId } = input
  const { eventName = defaultName } = input
  const object = { key: encodeKey(key), ...content, ...(versionId !== undefined && { versionId }), sequencer }
  return {
    eventVersion: versionOf(eventName),
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: time.toISOString(),
    eventName,
    userIdentity: { principalId: 'AWS:AIDAEXAMPLE' },
    requestParameters: { sourceIPAddress: '203.0.113.1' },
    responseElements: { 'x-amz-request-id': '0123456789ABCDEF', 'x-amz-id-2': 'EXAMPLE/host/id=' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'my-notification',
      bucket: {
        name: bucket,
        ownerIdentity: { principalId: 'AEXAMPLE' },
        arn: `arn:${partitionOf(region)}:s3:::${bucket}`,
      },
      object: object as S3EventRecord['s3']['object'],
    },
  }
}

/** Until when a restored object can be read: for a day. */
export function restoredUntil(time: Date): Date {
  return new Date(time.getTime() + 24 * 60 * 60 * 1000)
}

/** Form encoding, as S3 does it: `+` for a space, slashes as they are (EV-4). */
export function encodeKey(key: string): string {
  return encodeURIComponent(key.toWellFormed())
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function versionOf(eventName: string): string {
  if (eventName.startsWith('Replication:')) return '2.2'
  return /^(?:Lifecycle|IntelligentTiering$|ObjectAcl:|ObjectTagging:|ObjectRestore:Delete$)/.test(eventName)
    ? '2.3'
    : '2.1'
}

/** Later records get greater sequencers, as AWS compares them: as hexadecimal numbers. */
function sequencerAt(index: number): string {
  return (0x6955b90000000001n + BigInt(index)).toString(16).toUpperCase().padStart(18, '0')
}
