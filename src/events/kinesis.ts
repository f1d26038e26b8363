// `events.kinesis`: a batch of records that Lambda read from a shard of a Kinesis data stream (STM-7).

import type { KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda'
import { BATCH_KINDS, type BatchInput, batchOf, type RecordPlace } from './batch.js'
import type { Kinds } from './input.js'
import { arnOf, sequenceAt } from './origin.js'
import type { DeepPartial } from './overrides.js'
import { base64Data } from './record-data.js'

/** One record of the batch. */
export interface KinesisInput extends BatchInput<KinesisStreamRecord> {
  /** Bytes and strings as they are; anything else becomes JSON text. Base64 in the event. Default `record 1`, … */
  readonly data?: unknown
  /** Default `partition-1`. */
  readonly partitionKey?: string | undefined
  /** Default: one more for each record. */
  readonly sequenceNumber?: string | undefined
  /** The stream's name. Default `my-stream`. */
  readonly stream?: string | undefined
  /** Default `shardId-000000000000`. */
  readonly shardId?: string | undefined
}

export const KINESIS_KINDS: Kinds<KinesisInput> = {
  data: 'any',
  partitionKey: 'string',
  sequenceNumber: 'string',
  stream: 'name',
  shardId: 'string',
  ...BATCH_KINDS,
}

/**
 * A batch: one record for each input (STM-7).
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export function kinesis(
  input?: KinesisInput | readonly KinesisInput[],
  overrides?: DeepPartial<KinesisStreamEvent>,
): KinesisStreamEvent {
  return kinesisEvent('events.kinesis', input, overrides)
}

/** The same for another caller, `where`, whose name errors begin with. */
export function kinesisEvent(
  where: string,
  input?: KinesisInput | readonly KinesisInput[],
  overrides?: DeepPartial<KinesisStreamEvent>,
): KinesisStreamEvent {
  return batchOf({ where, input, kinds: KINESIS_KINDS, overrides }, recordOf)
}

export function recordOf(input: KinesisInput, { where, index, origin }: RecordPlace): KinesisStreamRecord {
  const { data = `record ${index + 1}`, shardId = 'shardId-000000000000', partitionKey = 'partition-1' } = input
  const sequenceNumber =
    input.sequenceNumber ?? sequenceAt('49600000000000000000000000000000000000000000000000000001', index)
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey,
      sequenceNumber,
      data: base64Data(where, 'data', data),
      approximateArrivalTimestamp: origin.time.getTime() / 1000,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `${shardId}:${sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: arnOf(origin, 'iam', 'role/lambda-role', 'global'),
    awsRegion: origin.region,
    eventSourceARN: arnOf(origin, 'kinesis', `stream/${input.stream ?? 'my-stream'}`),
  }
}
