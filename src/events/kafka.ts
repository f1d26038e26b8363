// `events.kafka`: a batch of records that Lambda polled from topics of Amazon MSK or of a self-managed Kafka cluster.

import type { MSKEvent, MSKRecord, SelfManagedKafkaEvent } from 'aws-lambda'
import { domainOf } from '../function/partition.js'
import type { BatchInput, RecordPlace } from './batch.js'
import { envelopeOf } from './envelope.js'
import { givenEntries, type Kinds } from './input.js'
import { arnOf, ORIGIN_KINDS, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { base64Data, signedBytes } from './record-data.js'

/** One record of a self-managed cluster, which has neither a Region nor an account. */
export interface KafkaInput extends Omit<BatchInput<MSKRecord>, 'region' | 'accountId'> {
  /** Default `my-topic`. */
  readonly topic?: string | undefined
  /** Default 0. */
  readonly partition?: number | undefined
  /** Default: 0, and one more for each record of the batch. */
  readonly offset?: number | undefined
  /** As `value`; null of a record without a key. Default `key-1`. */
  readonly key?: unknown
  /**
   * Bytes and strings as they are; anything else becomes JSON text. Base64 in the event, and not in it where it is null,
   * as of a record that deletes (a tombstone). Default `record 1`, …
   */
  readonly value?: unknown
  /** Text or bytes by name; lists of numbers in the event. Default: none. */
  readonly headers?: Readonly<Record<string, string | Uint8Array | undefined>> | undefined
}

/** One record of an MSK cluster. */
export interface MskInput extends KafkaInput, Place {
  /** The cluster's name. Default `my-cluster`. */
  readonly cluster?: string | undefined
}

/** Builders of Kafka events, by who runs the cluster. */
export interface KafkaEvents {
  readonly msk: typeof msk
  readonly selfManaged: typeof selfManaged
}

const KINDS: Kinds<KafkaInput> = {
  topic: 'string',
  partition: { wholeFrom: 0 },
  offset: { wholeFrom: 0 },
  key: 'any',
  value: 'any',
  headers: { values: ['string', 'bytes'] },
  time: ORIGIN_KINDS.time,
  record: 'object',
}
const MSK_KINDS: Kinds<MskInput> = { cluster: 'name', ...KINDS, ...PLACE_KINDS }

export const kafka: KafkaEvents = { msk, selfManaged }

/**
 * A batch from an MSK cluster: the records by `topic-partition`, keys and values in base64.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
 */
function msk(input?: MskInput | readonly MskInput[], overrides?: DeepPartial<MSKEvent>): MSKEvent {
  const where = 'events.kafka.msk'
  const shared = ['cluster', 'region', 'accountId'] as const
  const { source, origin, records } = envelopeOf({ where, input, kinds: MSK_KINDS, shared }, recordOf)
  const { cluster = 'my-cluster' } = source
  const brokers = `${cluster}.abc123.c1.kafka.${origin.region}.${domainOf(origin.region)}:9092`
  const event: MSKEvent = {
    eventSource: 'aws:kafka',
    eventSourceArn: arnOf(origin, 'kafka', `cluster/${cluster}/${uuidAt(0)}-1`),
    bootstrapServers: `b-1.${brokers},b-2.${brokers}`,
    records: byPartition(records),
  }
  return withOverrides(where, event, overrides)
}

/**
 * A batch from a cluster of your own: the records by `topic-partition`, keys and values in base64.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
 */
function selfManaged(
  input?: KafkaInput | readonly KafkaInput[],
  overrides?: DeepPartial<SelfManagedKafkaEvent>,
): SelfManagedKafkaEvent {
  const where = 'events.kafka.selfManaged'
  const { records } = envelopeOf({ where, input, kinds: KINDS, shared: [] }, recordOf)
  const event: SelfManagedKafkaEvent = {
    eventSource: 'SelfManagedKafka',
    bootstrapServers: 'broker-1.example.com:9092,broker-2.example.com:9092',
    records: byPartition(records),
  }
  return withOverrides(where, event, overrides)
}

function recordOf(input: KafkaInput, { where, index, origin }: RecordPlace): MSKRecord {
  const { topic = 'my-topic', partition = 0, key = 'key-1', value = `record ${index + 1}` } = input
  const headers = givenEntries(input.headers ?? {})
  const record = {
    topic,
    partition,
    offset: input.offset ?? index,
    timestamp: origin.time.getTime(),
    timestampType: 'CREATE_TIME',
    ...(key !== null && { key: base64Data(where, 'key', key) }),
    ...(value !== null && { value: base64Data(where, 'value', value) }),
    headers: headers.map(([name, text]) => ({ [name]: signedBytes(where, `headers.${name}`, text) })),
  }
  // AWS's type has key and value in every record; Lambda leaves out what is null:
  // https://github.com/aws-powertools/powertools-lambda-typescript/issues/5016
  return record as MSKRecord
}

function byPartition(records: readonly MSKRecord[]): Record<string, MSKRecord[]> {
  const partitions = new Map<string, MSKRecord[]>()
  for (const record of records) {
    const name = `${record.topic}-${record.partition}`
    partitions.set(name, [...(partitions.get(name) ?? []), record])
  }
  return Object.fromEntries(partitions)
}
