// `sources.kinesis`: a Kinesis data stream whose records Lambda takes in batches to a function, in virtual time.

import { types } from 'node:util'
import { kinesisEvent } from '../events/kinesis.js'
import { isPlainObject } from '../events/plain-object.js'
import { arnOf, originOf, sequenceAt } from '../events/origin.js'
import type { Rule } from '../function/reading.js'
import { showValue } from '../function/show-value.js'
import { fields, text, wholeNumber } from '../function/value-rules.js'
import type { IdsOf } from './ids-of.js'
import { hashKeyOf, isHashKey, shardOf } from './shard-hash.js'
import { mappingOf, readShape, type StreamMapping, type StreamMappingOptions } from './stream-options.js'
import { type NewRecord, StreamSource } from './stream-source.js'
import type { SourceConnection, SourceFunction } from './target.js'

/** The stream. Source of names: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-stream.html */
export interface KinesisStreamOptions {
  /** Default `my-stream`. */
  readonly name?: string
  /** 1 or more. Default 1. */
  readonly shardCount?: number
  /** How long it keeps a record: 24 to 8,760 hours. Default 24. */
  readonly retentionPeriodHours?: number
}

/** A mapping, and the Kinesis stream that it reads. */
export interface KinesisOptions extends StreamMappingOptions {
  readonly stream?: KinesisStreamOptions
}

/** A record with the key that says which shard it belongs to, as PutRecord takes it. */
export interface KinesisPut {
  /** Bytes and strings as they are; anything else becomes JSON text. */
  readonly data: unknown
  /** 1 to 256 characters. Its MD5 tells the shard. */
  readonly partitionKey: string
  /** A number from 0 to 2^128 - 1, as text, which takes the place of the MD5. */
  readonly explicitHashKey?: string
}

const WHERE = 'sources.kinesis()'
const HOUR = 3_600_000
const CREATE = 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html'
const RETENTION = 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html'
const PUT = 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html'
const DEFAULT_KEY = 'partition-1'
const FIRST_SEQUENCE = '49600000000000000000000000000000000000000000000000000001'
/** Of data and partition key together, unless the stream is told to take more. */
const RECORD_LIMIT_BYTES = 1024 * 1024

const streamRule: Rule<Partial<Required<KinesisStreamOptions>>> = fields<Required<KinesisStreamOptions>>({
  name: text(undefined, { pattern: /^[\w.-]{1,128}$/, form: 'up to 128 letters, digits, _, . and -' }),
  shardCount: wholeNumber({ minimum: 1, maximum: 100_000, unit: 'shards', id: 'STM-1', source: CREATE }),
  retentionPeriodHours: wholeNumber({ minimum: 24, maximum: 8760, unit: 'hours', id: 'STM-2', source: RETENTION }),
})

/**
 * A Kinesis data stream and its event source mapping. Nothing happens by itself: `poll()` and `settled()` let Lambda take
 * records, and virtual time pass. What it holds belongs to the running test.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export class KinesisSource<Payload = unknown> extends StreamSource<Payload> {
  readonly #stream: string
  readonly #shardIds: readonly string[]
  readonly #function: SourceFunction

  constructor(connection: SourceConnection, options?: KinesisOptions) {
    const { region, accountId } = connection.function
    const { mapping, place } = readShape(WHERE, options, 'stream', streamRule)
    const { name = 'my-stream', shardCount = 1, retentionPeriodHours = 24 } = place
    const shardIds = Array.from({ length: shardCount }, (_, index) => `shardId-${String(index).padStart(12, '0')}`)
    const streamArn = arnOf(originOf(WHERE, { region, accountId }), 'kinesis', `stream/${name}`)
    const settings: StreamMapping = mappingOf(WHERE, mapping, {
      kind: 'kinesis',
      shardIds,
      streamArn,
      retentionMs: retentionPeriodHours * HOUR,
    })
    super(connection, settings)
    this.#stream = name
    this.#shardIds = shardIds
    this.#function = connection.function
  }

  /**
   * Puts a record for each argument: its data, or `{ data, partitionKey, explicitHashKey? }`, which is told from data by
   * having both `data` and `partitionKey`, and nothing else. Data alone goes under the partition key `partition-1`.
   * Returns their sequence numbers, which grow.
   */
  put<Records extends readonly unknown[]>(...records: Records): IdsOf<Records> {
    const puts = records.map((record) =>
      isPut(record) ? checkedPut(record) : { data: record, partitionKey: DEFAULT_KEY },
    )
    // The builder would make data up.
    if (puts.some(({ data }) => data === undefined)) {
      throw new TypeError('stream.put(): a record is undefined: it takes data.')
    }
    const made = puts.map((put) => this.#newRecord(put))
    return this.add('stream.put()', made) as IdsOf<Records>
  }

  #newRecord({ data, partitionKey, explicitHashKey }: KinesisPut): NewRecord {
    const hashKey = explicitHashKey === undefined ? hashKeyOf(partitionKey) : BigInt(explicitHashKey)
    const shard = shardOf(hashKey, this.#shardIds.length)
    const { region, accountId } = this.#function
    const place = { stream: this.#stream, shardId: this.#shardIds[shard], region, accountId }
    return {
      shard,
      key: partitionKey,
      recordOf: (sequence, time) => {
        const sequenceNumber = sequenceAt(FIRST_SEQUENCE, sequence)
        const [record] = kinesisEvent('stream.put()', { ...place, data, partitionKey, sequenceNumber, time }).Records
        refuseOversize(record?.kinesis.data ?? '', partitionKey)
        return { id: sequenceNumber, record }
      },
    }
  }
}

/** Connects a Kinesis data stream to a function. Throws for options that AWS refuses: see `KinesisOptions`. */
export function kinesisSource<Payload = unknown>(
  connection: SourceConnection,
  options?: KinesisOptions,
): KinesisSource<Payload> {
  return new KinesisSource(connection, options)
}

function isPut(record: unknown): record is Record<keyof KinesisPut, unknown> {
  if (!isPlainObject(record) || types.isUint8Array(record)) return false
  const { data: _data, partitionKey: _key, explicitHashKey: _hash, ...others } = record
  return 'data' in record && 'partitionKey' in record && Object.keys(others).length === 0
}

function checkedPut({ data, partitionKey, explicitHashKey }: Record<keyof KinesisPut, unknown>): KinesisPut {
  if (typeof partitionKey !== 'string' || partitionKey.length < 1 || partitionKey.length > 256) {
    throw new TypeError(
      `stream.put(): partitionKey is ${showValue(partitionKey)}: it takes text of 1 to 256 characters (${PUT}).`,
    )
  }
  if (explicitHashKey === undefined) return { data, partitionKey }
  if (!isHashKey(explicitHashKey)) {
    throw new TypeError(
      `stream.put(): explicitHashKey is ${showValue(explicitHashKey)}: it takes the text of a whole number from 0 to 2^128 - 1 (${PUT}).`,
    )
  }
  return { data, partitionKey, explicitHashKey }
}

function refuseOversize(base64: string, partitionKey: string): void {
  const bytes = Buffer.byteLength(base64, 'base64') + Buffer.byteLength(partitionKey)
  if (bytes <= RECORD_LIMIT_BYTES) return
  throw new RangeError(
    `stream.put(): data and partitionKey have ${bytes} bytes: a record of Kinesis has at most ${RECORD_LIMIT_BYTES} (${PUT}).`,
  )
}
