// `events.firehose`: records that Amazon Data Firehose hands to a function to transform before it delivers them.

import type { FirehoseRecordMetadata, FirehoseTransformationEvent, FirehoseTransformationEventRecord } from 'aws-lambda'
import { BATCH_KINDS, type BatchInput, type RecordPlace } from './batch.js'
import { envelopeOf } from './envelope.js'
import { type Kinds, refuseGiven } from './input.js'
import { arnOf, sequenceAt, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { base64Data, type DataRecords, decoderOf } from './record-data.js'

/** One record to transform. */
export interface FirehoseInput extends BatchInput<FirehoseTransformationEventRecord> {
  /** Bytes and strings as they are; anything else becomes JSON text. Base64 in the event. Default `record 1`, … */
  readonly data?: unknown
  /** The Firehose stream's name. Default `my-delivery-stream`. */
  readonly deliveryStream?: string | undefined
  /** Name of the Kinesis stream that Firehose reads; its records then say where they come from. Default: direct PUT. */
  readonly sourceStream?: string | undefined
  /** With `sourceStream`. Default `partition-1`. */
  readonly partitionKey?: string | undefined
}

const KINDS: Kinds<FirehoseInput> = {
  data: 'any',
  deliveryStream: 'name',
  sourceStream: 'name',
  partitionKey: 'string',
  ...BATCH_KINDS,
}

/** Builds the event; `decode` reads one, or what the function answers. */
export interface FirehoseBuilder {
  /**
   * A batch to transform: one record for each input. The function must answer `{ records }` with every `recordId` of the
   * event, each with `result: 'Ok' | 'Dropped' | 'ProcessingFailed'` and, when it is Ok, `data` in base64.
   * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
   */
  (
    input?: FirehoseInput | readonly FirehoseInput[],
    overrides?: DeepPartial<FirehoseTransformationEvent>,
  ): FirehoseTransformationEvent
  /** The data of each record, of the event or of the answer, as text; undefined of a record without. Throws a TypeError. */
  readonly decode: (batch: DataRecords) => (string | undefined)[]
}

export const firehose: FirehoseBuilder = Object.assign(build, { decode: decoderOf('events.firehose.decode') })

function build(
  input?: FirehoseInput | readonly FirehoseInput[],
  overrides?: DeepPartial<FirehoseTransformationEvent>,
): FirehoseTransformationEvent {
  const where = 'events.firehose'
  const shared = ['deliveryStream', 'sourceStream', 'region', 'accountId'] as const
  const { source, origin, records } = envelopeOf({ where, input, kinds: KINDS, shared }, recordOf)
  const { deliveryStream = 'my-delivery-stream', sourceStream } = source
  const event: FirehoseTransformationEvent = {
    invocationId: uuidAt(0),
    deliveryStreamArn: arnOf(origin, 'firehose', `deliverystream/${deliveryStream}`),
    ...(sourceStream !== undefined && { sourceKinesisStreamArn: arnOf(origin, 'kinesis', `stream/${sourceStream}`) }),
    region: origin.region,
    records: [...records],
  }
  return withOverrides(where, event, overrides)
}

function recordOf(input: FirehoseInput, { where, index, origin }: RecordPlace): FirehoseTransformationEventRecord {
  const { data = `record ${index + 1}`, sourceStream, partitionKey = 'partition-1' } = input
  if (sourceStream === undefined) {
    const because = 'a record that was put to Firehose itself, which has none. Give sourceStream too, or leave it out.'
    refuseGiven(where, input, ['partitionKey'], because)
  }
  const approximateArrivalTimestamp = origin.time.getTime()
  const sequenceNumber = sequenceAt('49600000000000000000000000000000000000000000000000000001', index)
  return {
    recordId: `${sequenceNumber}000000`,
    approximateArrivalTimestamp,
    data: base64Data(where, 'data', data),
    ...(sourceStream !== undefined && {
      kinesisRecordMetadata: {
        shardId: 'shardId-000000000000',
        partitionKey,
        approximateArrivalTimestamp,
        sequenceNumber,
        // AWS's type says text; Firehose sends a number:
        // https://github.com/aws-powertools/powertools-lambda-typescript/blob/main/packages/parser/src/schemas/kinesis-firehose.ts
        subsequenceNumber: 0 as unknown as FirehoseRecordMetadata['subsequenceNumber'],
      },
    }),
  }
}
