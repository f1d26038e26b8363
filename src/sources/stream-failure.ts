// What Lambda sends to the on-failure destination of a stream when it gives records up (STM-5).

import type { Batch } from './stream-batch.js'
import { secondsText } from './stream-window.js'

/** Where the records are. */
export interface StreamBatchInfo {
  readonly shardId: string
  /** Of the first record that was given up. */
  readonly startSequenceNumber: string
  readonly endSequenceNumber: string
  /** ISO 8601 text; of DynamoDB without milliseconds. */
  readonly approximateArrivalOfFirstRecord: string
  readonly approximateArrivalOfLastRecord: string
  readonly batchSize: number
  readonly streamArn: string
}

/**
 * The invocation record at the destination. It tells where the records are in the stream and has none of them, but for
 * S3, where `payload` is the JSON text of the event.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export interface StreamFailure {
  readonly requestContext: {
    /** Of the last invocation with these records. */
    readonly requestId: string
    readonly functionArn: string
    readonly condition: FailureCondition
    readonly approximateInvokeCount: number
  }
  /** Left out where the records were too old before the function ran. */
  readonly responseContext?: {
    readonly statusCode: number
    readonly executedVersion: string
    /** Left out where the function answered that records failed. */
    readonly functionError?: string
  }
  readonly version: '1.0'
  /** ISO 8601 text. */
  readonly timestamp: string
  /** Of a Kinesis stream. */
  readonly KinesisBatchInfo?: StreamBatchInfo
  /** Of a table's stream. */
  readonly DDBStreamBatchInfo?: StreamBatchInfo
  readonly payload?: string
}

/** `RetryAttemptsExhausted` is documented; `RecordAgeExceeded` is what users report. */
export type FailureCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded'

/** Which of the two services a stream is of. */
export type StreamKind = 'kinesis' | 'dynamodb'

/** What is known of a batch that is given up; `batch.entries` are the records. */
export interface GivenUp {
  readonly batch: Batch
  readonly condition: FailureCondition
  readonly kind: StreamKind
  readonly shardId: string
  readonly streamArn: string
  readonly functionArn: string
  readonly now: number
  /** A new id, for records that no function got. */
  readonly uuid: () => string
  /** The event, for a destination that gets it. */
  readonly payload: string | undefined
}

export function failureRecord(given: GivenUp): StreamFailure {
  const { batch, condition, kind, functionArn, now, payload } = given
  const { last } = batch
  const info = batchInfo(given)
  return {
    requestContext: {
      requestId: last?.record.requestId ?? given.uuid(),
      functionArn,
      condition,
      approximateInvokeCount: batch.entries[0]?.attempts ?? 0,
    },
    ...(last && {
      responseContext: {
        statusCode: last.statusCode,
        executedVersion: last.executedVersion,
        ...(last.functionError !== undefined && { functionError: last.functionError }),
      },
    }),
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    ...(kind === 'kinesis' ? { KinesisBatchInfo: info } : { DDBStreamBatchInfo: info }),
    ...(payload !== undefined && { payload }),
  }
}

function batchInfo({ batch: { entries }, kind, shardId, streamArn }: GivenUp): StreamBatchInfo {
  const [first] = entries
  const last = entries.at(-1)
  if (!first || !last) throw new Error('no record was given up')
  const text = (at: number): string => (kind === 'kinesis' ? new Date(at).toISOString() : secondsText(at))
  return {
    shardId,
    startSequenceNumber: first.id,
    endSequenceNumber: last.id,
    approximateArrivalOfFirstRecord: text(first.at),
    approximateArrivalOfLastRecord: text(last.at),
    batchSize: entries.length,
    streamArn,
  }
}
