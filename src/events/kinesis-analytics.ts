// `events.kinesisAnalytics`: records that a Kinesis Data Analytics application for SQL has preprocessed by a function.

import { BATCH_KINDS, type BatchInput, type RecordPlace } from './batch.js'
import { envelopeOf } from './envelope.js'
import { type Kinds, refuseGiven } from './input.js'
import { arnOf, sequenceAt, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { base64Data, type DataRecords, decoderOf } from './record-data.js'

/** https://docs.aws.amazon.com/kinesisanalytics/latest/dev/lambda-preprocessing.html */
export interface KinesisAnalyticsEvent {
  invocationId: string
  applicationArn: string
  /** Of the Kinesis stream or of the Firehose stream. */
  streamArn: string
  records: KinesisAnalyticsRecord[]
}

/** A record with the metadata of the stream that it came through: one of the two. */
export interface KinesisAnalyticsRecord {
  recordId: string
  /** Base64. */
  data: string
  kinesisStreamRecordMetadata?: {
    sequenceNumber: string
    partitionKey: string
    shardId: string
    /** Milliseconds since the epoch. */
    approximateArrivalTimestamp: number
  }
  kinesisFirehoseRecordMetadata?: {
    /** Milliseconds since the epoch. */
    approximateArrivalTimestamp: number
  }
}

/** One record to preprocess. */
export interface KinesisAnalyticsInput extends BatchInput<KinesisAnalyticsRecord> {
  /**
   * Bytes (compressed, or aggregated by the KPL) and strings as they are; anything else becomes JSON text. Default
   * `record 1`, …
   */
  readonly data?: unknown
  /** The application's name. Default `my-application`. */
  readonly application?: string | undefined
  /** Name of the Kinesis stream that the application reads. Default `my-stream`. */
  readonly stream?: string | undefined
  /** Name of the Firehose stream, where the application reads one instead. Default: it reads a Kinesis stream. */
  readonly deliveryStream?: string | undefined
  /** Of a Kinesis stream's record. Default `partition-1`. */
  readonly partitionKey?: string | undefined
}

const KINDS: Kinds<KinesisAnalyticsInput> = {
  data: 'any',
  application: 'name',
  stream: 'name',
  deliveryStream: 'name',
  partitionKey: 'string',
  ...BATCH_KINDS,
}

/** Builds the event; `decode` reads one, or what the function answers. */
export interface KinesisAnalyticsBuilder {
  /**
   * A batch to preprocess: one record for each input. The function must answer `{ records }` with every `recordId` of
   * the event, each with `result: 'Ok' | 'Dropped' | 'ProcessingFailed'` and, when it is Ok, `data` in base64.
   * AWS ended the service in January 2026; functions written for it are there still.
   * https://docs.aws.amazon.com/kinesisanalytics/latest/dev/lambda-preprocessing.html
   */
  (
    input?: KinesisAnalyticsInput | readonly KinesisAnalyticsInput[],
    overrides?: DeepPartial<KinesisAnalyticsEvent>,
  ): KinesisAnalyticsEvent
  /** The data of each record, of the event or of the answer, as text; undefined of a record without. Throws a TypeError. */
  readonly decode: (batch: DataRecords) => (string | undefined)[]
}

export const kinesisAnalytics: KinesisAnalyticsBuilder = Object.assign(build, {
  decode: decoderOf('events.kinesisAnalytics.decode'),
})

function build(
  input?: KinesisAnalyticsInput | readonly KinesisAnalyticsInput[],
  overrides?: DeepPartial<KinesisAnalyticsEvent>,
): KinesisAnalyticsEvent {
  const where = 'events.kinesisAnalytics'
  const shared = ['application', 'stream', 'deliveryStream', 'region', 'accountId'] as const
  const { source, origin, records } = envelopeOf({ where, input, kinds: KINDS, shared }, recordOf)
  const { application = 'my-application', stream = 'my-stream', deliveryStream } = source
  if (deliveryStream !== undefined) {
    refuseGiven(
      where,
      source,
      ['stream'],
      'an application that reads a Firehose stream. Leave it or deliveryStream out.',
    )
  }
  const event: KinesisAnalyticsEvent = {
    invocationId: uuidAt(0),
    applicationArn: arnOf(origin, 'kinesisanalytics', `application/${application}`),
    streamArn:
      deliveryStream === undefined
        ? arnOf(origin, 'kinesis', `stream/${stream}`)
        : arnOf(origin, 'firehose', `deliverystream/${deliveryStream}`),
    records: [...records],
  }
  return withOverrides(where, event, overrides)
}

function recordOf(input: KinesisAnalyticsInput, { where, index, origin }: RecordPlace): KinesisAnalyticsRecord {
  const { data = `record ${index + 1}`, partitionKey = 'partition-1' } = input
  if (input.deliveryStream !== undefined) {
    refuseGiven(where, input, ['partitionKey'], 'a record of a Firehose stream, which has none. Leave it out.')
  }
  const sequenceNumber = sequenceAt('49600000000000000000000000000000000000000000000000000001', index)
  const approximateArrivalTimestamp = origin.time.getTime()
  return {
    recordId: sequenceNumber,
    ...(input.deliveryStream === undefined
      ? {
          kinesisStreamRecordMetadata: {
            sequenceNumber,
            partitionKey,
            shardId: 'shardId-000000000000',
            approximateArrivalTimestamp,
          },
        }
      : { kinesisFirehoseRecordMetadata: { approximateArrivalTimestamp } }),
    data: base64Data(where, 'data', data),
  }
}
