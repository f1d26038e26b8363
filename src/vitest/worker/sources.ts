// The public `sources` object: what invokes a function besides a test, to be driven step by step.

import {
  cloudWatchLogsSource,
  type CloudWatchLogsOptions,
  type CloudWatchLogsSource,
} from '../../sources/cloud-watch-logs.js'
import {
  dynamodbStreamSource,
  type DynamoDBStreamOptions,
  type DynamoDBStreamSource,
} from '../../sources/dynamodb-stream.js'
import { eventBridgeSource, type EventBridgeOptions, type EventBridgeSource } from '../../sources/event-bridge.js'
import { albSource, type AlbOptions } from '../../sources/http/alb.js'
import type { HttpFront } from '../../sources/http/front.js'
import { functionUrlSource, type FunctionUrlOptions } from '../../sources/http/function-url.js'
import { httpApiSource, type HttpApiOptions } from '../../sources/http/http-api.js'
import { restApiSource, type RestOptions } from '../../sources/http/rest.js'
import { kinesisSource, type KinesisOptions, type KinesisSource } from '../../sources/kinesis.js'
import { s3Source, type S3Options, type S3Source } from '../../sources/s3.js'
import { scheduleSource, type ScheduleOptions, type ScheduleSource } from '../../sources/schedule.js'
import { sesSource, type SesOptions, type SesSource } from '../../sources/ses.js'
import { snsSource, type SnsOptions, type SnsSource } from '../../sources/sns.js'
import { sqsSource, type SqsSource } from '../../sources/sqs.js'
import type { SqsOptions } from '../../sources/sqs-options.js'
import { sourceConnection } from './connections.js'
import type { Lambda } from './lambda.js'

/**
 * What invokes a function besides a test: queues, streams, topics, and HTTP fronts. A source is connected to what
 * `withLambda()` returns, or to `qualified()` of it; what it holds belongs to the running test. Nothing happens by itself:
 * `poll()` delivers one round, `settled()` runs to the end, in the virtual time of the test.
 * Options that AWS refuses throw when the source is made, with AWS's exception or with a guide.
 */
export interface Sources {
  /** A queue: standard, or FIFO with `queue: { fifo: true }` (SQS-1..9). */
  sqs<Result>(lambda: Lambda<never, Result>, options?: SqsOptions): SqsSource<Result>
  /** A Kinesis data stream with its shards (STM-1..8). */
  kinesis<Result>(lambda: Lambda<never, Result>, options?: KinesisOptions): KinesisSource<Result>
  /** The stream of a DynamoDB table (STM-1..8). */
  dynamodbStream<Result>(lambda: Lambda<never, Result>, options?: DynamoDBStreamOptions): DynamoDBStreamSource<Result>
  /** A topic that the function is subscribed to (EV-1..3). */
  sns<Result>(lambda: Lambda<never, Result>, options?: SnsOptions): SnsSource<Result>
  /** The notifications of a bucket (EV-4). */
  s3<Result>(lambda: Lambda<never, Result>, options?: S3Options): S3Source<Result>
  /** A bus of EventBridge, and a rule on it (EV-5). */
  eventBridge<Result>(lambda: Lambda<never, Result>, options?: EventBridgeOptions): EventBridgeSource<Result>
  /** A rule of EventBridge that fires by the clock (EV-5). */
  schedule<Result>(lambda: Lambda<never, Result>, options: ScheduleOptions): ScheduleSource<Result>
  /** A log group that the function is subscribed to (EV-6). */
  cloudWatchLogs<Result>(lambda: Lambda<never, Result>, options?: CloudWatchLogsOptions): CloudWatchLogsSource<Result>
  /** The Lambda action of a receipt rule for email (EV-7). */
  ses<Result>(lambda: Lambda<never, Result>, options?: SesOptions): SesSource<Result>
  readonly apiGateway: {
    /** A REST API with proxy integration (HTTP-1, HTTP-2). */
    rest<Result>(lambda: Lambda<never, Result>, options?: RestOptions): HttpFront<Result>
    /** An HTTP API, payload format 2.0 unless the options say 1.0 (HTTP-3). */
    http<Result>(lambda: Lambda<never, Result>, options?: HttpApiOptions): HttpFront<Result>
  }
  /** The function's own URL (HTTP-4). */
  functionUrl<Result>(lambda: Lambda<never, Result>, options?: FunctionUrlOptions): HttpFront<Result>
  /** A target of an Application Load Balancer (HTTP-5). */
  alb<Result>(lambda: Lambda<never, Result>, options?: AlbOptions): HttpFront<Result>
}

/** Event sources of the functions under test. */
export const sources: Sources = {
  sqs: (lambda, options) => sqsSource(sourceConnection(lambda), options),
  kinesis: (lambda, options) => kinesisSource(sourceConnection(lambda), options),
  dynamodbStream: (lambda, options) => dynamodbStreamSource(sourceConnection(lambda), options),
  sns: (lambda, options) => snsSource(sourceConnection(lambda), options),
  s3: (lambda, options) => s3Source(sourceConnection(lambda), options),
  eventBridge: (lambda, options) => eventBridgeSource(sourceConnection(lambda), options),
  schedule: (lambda, options) => scheduleSource(sourceConnection(lambda), options),
  cloudWatchLogs: (lambda, options) => cloudWatchLogsSource(sourceConnection(lambda), options),
  ses: (lambda, options) => sesSource(sourceConnection(lambda), options),
  apiGateway: {
    rest: (lambda, options) => restApiSource(sourceConnection(lambda), options),
    http: (lambda, options) => httpApiSource(sourceConnection(lambda), options),
  },
  functionUrl: (lambda, options) => functionUrlSource(sourceConnection(lambda), options),
  alb: (lambda, options) => albSource(sourceConnection(lambda), options),
}
