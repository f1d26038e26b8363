// `events.dynamodb`: what a DynamoDB stream delivers when an item was inserted, modified or removed (STM-7).

import { createHash } from 'node:crypto'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { type Images, imagesOf, STREAM_VIEW_TYPES, type StreamViewType } from './dynamodb-images.js'
import { BATCH_KINDS, type BatchInput, batchOf, type RecordPlace } from './batch.js'
import { type Kinds, STRINGS } from './input.js'
import { arnOf, sequenceAt } from './origin.js'
import type { DeepPartial } from './overrides.js'

/** What the three changes have in common. */
export interface DynamoDBChangeInput extends BatchInput<DynamoDBRecord> {
  /** Default `my-table`. */
  readonly table?: string | undefined
  /** Names of the attributes that are the item's key: text, numbers or bytes. Default: the first attribute of the image. */
  readonly keys?: readonly string[] | undefined
  /** What the stream carries; images it does not carry are left out. Default `NEW_AND_OLD_IMAGES`. */
  readonly streamViewType?: StreamViewType | undefined
  /** Default: one more for each record. */
  readonly sequenceNumber?: string | undefined
  /** Overrides for this one record; attribute values that you already have go in here. */
  readonly record?: DeepPartial<DynamoDBRecord> | undefined
}

/** An item that is new. Images are plain objects; what becomes what is told at `events.dynamodb`. */
export interface DynamoDBInsertInput extends DynamoDBChangeInput {
  /** Default `{ id: '1' }`. */
  readonly newImage?: object | undefined
}

/** An item that was changed. An image that is not given consists of the keys of the other. */
export interface DynamoDBModifyInput extends DynamoDBChangeInput {
  readonly newImage?: object | undefined
  readonly oldImage?: object | undefined
}

/** An item that is gone. */
export interface DynamoDBRemoveInput extends DynamoDBChangeInput {
  /** Default `{ id: '1' }`. */
  readonly oldImage?: object | undefined
}

const CHANGE_KINDS: Kinds<DynamoDBChangeInput> = {
  table: 'name',
  keys: STRINGS,
  streamViewType: { oneOf: STREAM_VIEW_TYPES },
  sequenceNumber: 'string',
  ...BATCH_KINDS,
}
const INSERT_KINDS: Kinds<DynamoDBInsertInput> = { newImage: 'object', ...CHANGE_KINDS }
const MODIFY_KINDS: Kinds<DynamoDBModifyInput> = { newImage: 'object', oldImage: 'object', ...CHANGE_KINDS }
const REMOVE_KINDS: Kinds<DynamoDBRemoveInput> = { oldImage: 'object', ...CHANGE_KINDS }

/** An item was inserted: one record for each input, with a new image and no old one (STM-7). */
export function dynamodbInsert(
  input?: DynamoDBInsertInput | readonly DynamoDBInsertInput[],
  overrides?: DeepPartial<DynamoDBStreamEvent>,
): DynamoDBStreamEvent {
  return insertEvent('events.dynamodb.insert', input, overrides)
}

/** The same for another caller, `where`, whose name errors begin with. */
export function insertEvent(
  where: string,
  input?: DynamoDBInsertInput | readonly DynamoDBInsertInput[],
  overrides?: DeepPartial<DynamoDBStreamEvent>,
): DynamoDBStreamEvent {
  return batchOf({ where, input, kinds: INSERT_KINDS, overrides }, (one, place) => {
    const { newImage = { id: '1' } } = one
    return recordOf('INSERT', { newImage }, one, place)
  })
}

/** An item was modified: one record for each input, with both images. */
export function dynamodbModify(
  input?: DynamoDBModifyInput | readonly DynamoDBModifyInput[],
  overrides?: DeepPartial<DynamoDBStreamEvent>,
): DynamoDBStreamEvent {
  return modifyEvent('events.dynamodb.modify', input, overrides)
}

/** The same for another caller, `where`, whose name errors begin with. */
export function modifyEvent(
  where: string,
  input?: DynamoDBModifyInput | readonly DynamoDBModifyInput[],
  overrides?: DeepPartial<DynamoDBStreamEvent>,
): DynamoDBStreamEvent {
  return batchOf({ where, input, kinds: MODIFY_KINDS, overrides }, (one, place) => {
    const known = one.newImage ?? one.oldImage ?? { id: '1' }
    const names = one.keys ?? Object.keys(known).slice(0, 1)
    const keysOnly = Object.fromEntries(Object.entries(known).filter(([name]) => names.includes(name)))
    const { newImage = keysOnly, oldImage = keysOnly } = one
    return recordOf('MODIFY', { newImage, oldImage }, one, place)
  })
}

/** An item was removed: one record for each input, with an old image and no new one (STM-7). */
export function dynamodbRemove(
  input?: DynamoDBRemoveInput | readonly DynamoDBRemoveInput[],
  overrides?: DeepPartial<DynamoDBStreamEvent>,
): DynamoDBStreamEvent {
  return removeEvent('events.dynamodb.remove', input, overrides)
}

/** The same for another caller, `where`, whose name errors begin with. */
export function removeEvent(
  where: string,
  input?: DynamoDBRemoveInput | readonly DynamoDBRemoveInput[],
  overrides?: DeepPartial<DynamoDBStreamEvent>,
): DynamoDBStreamEvent {
  return batchOf({ where, input, kinds: REMOVE_KINDS, overrides }, (one, place) => {
    const { oldImage = { id: '1' } } = one
    return recordOf('REMOVE', { oldImage }, one, place)
  })
}

function recordOf(
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE',
  images: Images,
  input: DynamoDBChangeInput,
  { where, index, origin }: RecordPlace,
): DynamoDBRecord {
  const { table = 'my-table' } = input
  return {
    eventID: createHash('md5')
      .update(String(index + 1))
      .digest('hex'),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: origin.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(origin.time.getTime() / 1000),
      ...imagesOf(where, images, input),
      SequenceNumber: input.sequenceNumber ?? sequenceAt('100000000000000000001', index),
    },
    eventSourceARN: arnOf(origin, 'dynamodb', `table/${table}/stream/2026-01-01T00:00:00.000`),
  }
}
