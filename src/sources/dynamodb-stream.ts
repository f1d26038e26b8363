// `sources.dynamodbStream`: a table's stream, whose records Lambda takes in batches to a function, in virtual time.

import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { DynamoDBRecord } from 'aws-lambda'
import { type DynamoDBChangeInput, insertEvent, modifyEvent, removeEvent } from '../events/dynamodb.js'
import { STREAM_VIEW_TYPES, type StreamViewType } from '../events/dynamodb-images.js'
import { arnOf, originOf, sequenceAt } from '../events/origin.js'
import { isPlainObject } from '../events/plain-object.js'
import type { Rule } from '../function/reading.js'
import { describeValue } from '../function/show-value.js'
import { fields, list, oneOf, text, wholeNumber } from '../function/value-rules.js'
import type { IdsOf } from './ids-of.js'
import { refuseMore } from './refuse-more.js'
import { hashKeyOf, shardOf } from './shard-hash.js'
import { mappingOf, readShape, type StreamMappingOptions } from './stream-options.js'
import { type NewRecord, StreamSource } from './stream-source.js'
import type { SourceConnection, SourceFunction } from './target.js'

/** The table. Source of names: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export interface TableOptions {
  /** Default `my-table`. */
  readonly tableName?: string
  /**
   * Names of the attributes that are an item's key, the partition key first: text, numbers or bytes. Default: the first
   * attribute of each item.
   */
  readonly keys?: readonly string[]
  /** What the stream carries of an item. Default `NEW_AND_OLD_IMAGES`. */
  readonly streamViewType?: StreamViewType
  /** How many shards the stream has; DynamoDB decides that by itself. Default 1. */
  readonly shardCount?: number
}

/** A mapping, and the table whose stream it reads. */
export interface DynamoDBStreamOptions extends StreamMappingOptions {
  readonly table?: TableOptions
}

/** Makes the event of a change, of its table, its number and its time. */
type Change = (input: DynamoDBChangeInput) => { Records: DynamoDBRecord[] }

const WHERE = 'sources.dynamodbStream()'
/** STM-2. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
const RETENTION_MS = 24 * 3_600_000
const CREATE = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html'
const FIRST_SEQUENCE = '100000000000000000001'

const tableRule: Rule<Partial<Required<TableOptions>>> = fields<Required<TableOptions>>({
  tableName: text(undefined, { pattern: /^[\w.-]{3,255}$/, form: '3 to 255 letters, digits, _, . and -' }),
  keys: list(text(undefined), 'names of attributes', {
    minimum: 1,
    maximum: 2,
    unit: 'attributes',
    id: 'STM-7',
    source: CREATE,
  }),
  streamViewType: oneOf(...STREAM_VIEW_TYPES),
  shardCount: wholeNumber({ minimum: 1, maximum: 100_000, unit: 'shards', id: 'STM-1', source: CREATE }),
})

/**
 * A table's stream and its event source mapping. Nothing happens by itself: `poll()` and `settled()` let Lambda take
 * records, and virtual time pass. There is no table behind it: a test tells each change, with images as plain objects.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export class DynamoDBStreamSource<Payload = unknown> extends StreamSource<Payload> {
  readonly #input: DynamoDBChangeInput
  readonly #shards: number

  constructor(connection: SourceConnection, options?: DynamoDBStreamOptions) {
    const { mapping, place } = readShape(WHERE, options, 'table', tableRule)
    const { tableName: table = 'my-table', keys, streamViewType, shardCount = 1 } = place
    const input = { table, keys, streamViewType, ...placeOf(connection.function) }
    super(
      connection,
      mappingOf(WHERE, mapping, {
        kind: 'dynamodb',
        shardIds: Array.from({ length: shardCount }, (_, index) => shardIdAt(index)),
        streamArn: arnOf(originOf(WHERE, input), 'dynamodb', `table/${table}/stream/2026-01-01T00:00:00.000`),
        retentionMs: RETENTION_MS,
      }),
    )
    this.#input = input
    this.#shards = shardCount
  }

  /** An item for each argument was inserted. Returns the sequence numbers of the records, which grow. */
  insert<Images extends readonly object[]>(...newImages: Images): IdsOf<Images> {
    return this.#changeEach('stream.insert()', newImages, (caller, input, newImage) =>
      insertEvent(caller, { ...input, newImage }),
    )
  }

  /** An item was changed, its key was not. Returns the sequence number of the record. */
  modify(oldImage: object, newImage: object): string
  modify(oldImage: object, newImage: object, ...more: readonly unknown[]): string {
    const caller = 'stream.modify()'
    refuseMore(caller, 'one item as it was and as it is', more, 'call it once for each item')
    for (const image of [oldImage, newImage]) checkImage(caller, image)
    if (isDeepStrictEqual(oldImage, newImage)) throw changesNothing()
    const [id = ''] = this.#change(caller, [(input) => modifyEvent(caller, { ...input, oldImage, newImage })])
    return id
  }

  /** An item for each argument was removed. Returns the sequence numbers of the records. */
  remove<Images extends readonly object[]>(...oldImages: Images): IdsOf<Images> {
    return this.#changeEach('stream.remove()', oldImages, (caller, input, oldImage) =>
      removeEvent(caller, { ...input, oldImage }),
    )
  }

  #changeEach<Images extends readonly object[]>(
    caller: string,
    images: Images,
    eventOf: (caller: string, input: Parameters<Change>[0], image: object) => ReturnType<Change>,
  ): IdsOf<Images> {
    for (const image of images) checkImage(caller, image)
    const changes = images.map(
      (image): Change =>
        (input) =>
          eventOf(caller, input, image),
    )
    return this.#change(caller, changes) as IdsOf<Images>
  }

  #change(caller: string, changes: readonly Change[]): readonly string[] {
    return this.add(
      caller,
      changes.map((change) => this.#newRecord(change)),
    )
  }

  /** Which shard an item is in only DynamoDB knows; here the MD5 of its partition key tells. Items stay in order (STM-1). */
  #newRecord(change: Change): NewRecord {
    const recordAt = (sequenceNumber: string, time: number): DynamoDBRecord => {
      const eventID = createHash('md5').update(sequenceNumber).digest('hex')
      return change({ ...this.#input, sequenceNumber, time, record: { eventID } }).Records[0] as DynamoDBRecord
    }
    const { Keys = {} } = recordAt(FIRST_SEQUENCE, 0).dynamodb ?? {}
    const [partitionKey] = Object.values(Keys)
    return {
      shard: shardOf(hashKeyOf(JSON.stringify(partitionKey)), this.#shards),
      key: JSON.stringify(Keys),
      recordOf: (sequence, at) => {
        const id = sequenceAt(FIRST_SEQUENCE, sequence)
        return { id, record: recordAt(id, at) }
      },
    }
  }
}

/** The builder would make an item up. */
function checkImage(caller: string, image: unknown): void {
  const isItem = isPlainObject(image)
  if (isItem && Object.keys(image).length > 0) return
  const problem = isItem ? 'has no attributes' : `is ${describeValue(image)}`
  throw new TypeError(`${caller}: an item ${problem}: it takes a plain object, its attributes by name.`)
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
function changesNothing(): TypeError {
  return new TypeError(
    'stream.modify(): both images are the same, and DynamoDB writes no record when nothing changes. ' +
      'Give the item as it was and as it is; to test that nothing happens, put nothing in.',
  )
}

/** Connects a table's stream to a function. Throws for options that AWS refuses: see `DynamoDBStreamOptions`. */
export function dynamodbStreamSource<Payload = unknown>(
  connection: SourceConnection,
  options?: DynamoDBStreamOptions,
): DynamoDBStreamSource<Payload> {
  return new DynamoDBStreamSource(connection, options)
}

function placeOf({ region, accountId }: SourceFunction): { readonly region: string; readonly accountId: string } {
  return { region, accountId }
}

/** As DynamoDB writes them: two numbers, of which nothing is said. */
function shardIdAt(index: number): string {
  return `shardId-00000001767225600000-${String(index).padStart(8, '0')}`
}
