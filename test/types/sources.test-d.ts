// What the compiler says about `sources`: rounds and reports carry the payload of the function, and mistakes in options do not compile.

import type { DynamoDBBatchResponse, SNSEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { expectTypeOf } from 'vitest'
import {
  type AlbOptions,
  type DynamoDBStreamOptions,
  type FrontResponse,
  type FunctionUrlOptions,
  type HttpApiOptions,
  type HttpFront,
  type InvocationResult,
  type KinesisOptions,
  type PushReport,
  type RestOptions,
  type S3Options,
  type ScheduleOptions,
  type SnsOptions,
  sources,
  type Sources,
  type SqsOptions,
  type SqsRound,
  type SqsSource,
  type StreamRound,
  withLambda,
} from 'vitest-lambda'

const worker = withLambda(async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => ({
  batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
}))
const untyped = withLambda((event: unknown) => event)
const api = withLambda(async () => ({ statusCode: 200, body: 'done' }))
const subscriber = withLambda(async ({ Records: [record] }: SNSEvent) => record?.Sns.Message.length ?? 0)
const projection = withLambda(async (): Promise<DynamoDBBatchResponse> => ({ batchItemFailures: [] }))

// Queues: rounds have the payload of the function, ids are there for each body.
const queue = sources.sqs(worker)
expectTypeOf(queue).toEqualTypeOf<SqsSource<SQSBatchResponse>>()
expectTypeOf(await queue.poll()).toEqualTypeOf<readonly SqsRound<SQSBatchResponse>[]>()
expectTypeOf((await queue.settled())[0]?.result?.payload).toEqualTypeOf<SQSBatchResponse | undefined>()
const [first, second] = queue.send({ order: 1 }, 'text')
expectTypeOf(first).toEqualTypeOf<string>()
expectTypeOf(second).toEqualTypeOf<string>()
declare const bodies: string[]
expectTypeOf(queue.send(...bodies)).toEqualTypeOf<readonly string[]>()
// @ts-expect-error one body, one id
const [, missing] = queue.send('a')
void missing
queue.sendMessage({ body: { order: 1 }, messageGroupId: 'customer-7', attributes: { priority: 1 } })
// @ts-expect-error a message has a body
queue.sendMessage({ messageGroupId: 'customer-7' })
expectTypeOf(queue.deadLetterQueue[0]?.receiveCount).toEqualTypeOf<number | undefined>()

// Versions and aliases are connected in the same way, a source to lambdas only.
expectTypeOf(sources.sqs(worker.qualified('live'))).toEqualTypeOf<SqsSource<SQSBatchResponse>>()
// @ts-expect-error a function is not yet a lambda
sources.sqs(async () => 'done')

// Names are AWS's, and misspelt ones do not compile.
const options: SqsOptions = {
  batchSize: 100,
  maximumBatchingWindowInSeconds: 5,
  functionResponseTypes: ['ReportBatchItemFailures'],
  filterCriteria: { filters: [{ pattern: { body: { kind: ['order'] } } }, { pattern: '{}' }] },
  scalingConfig: { maximumConcurrency: 2 },
  queue: { visibilityTimeout: 60, redrivePolicy: { maxReceiveCount: 3 }, fifo: true },
}
sources.sqs(worker, options)
// @ts-expect-error batchSize
sources.sqs(worker, { batchsize: 10 })
// @ts-expect-error the queue's setting
sources.sqs(worker, { visibilityTimeout: 30 })
// @ts-expect-error the only response type
sources.sqs(worker, { functionResponseTypes: ['ReportBatchItemFailure'] })
// @ts-expect-error filters is a list
sources.sqs(worker, { filterCriteria: { pattern: {} } })
// @ts-expect-error seconds are a number
sources.sqs(worker, { queue: { visibilityTimeout: '30s' } })

// Streams.
const stream = sources.dynamodbStream(projection, { bisectBatchOnFunctionError: true, table: { keys: ['id'] } })
expectTypeOf(await stream.settled()).toEqualTypeOf<readonly StreamRound<DynamoDBBatchResponse>[]>()
const [inserted] = stream.insert({ id: 'o1' })
expectTypeOf(inserted).toEqualTypeOf<string>()
expectTypeOf(stream.modify({ id: 'o1' }, { id: 'o1', total: 2 })).toEqualTypeOf<string>()
expectTypeOf(stream.failures[0]?.requestContext.condition).toEqualTypeOf<
  'RetryAttemptsExhausted' | 'RecordAgeExceeded' | undefined
>()
// @ts-expect-error an image is an object
stream.insert('o1')
// @ts-expect-error bisectBatchOnFunctionError
sources.kinesis(untyped, { bisectBatchOnError: true })
// @ts-expect-error a test puts all records after the mapping is there
sources.kinesis(untyped, { startingPosition: 'AT_TIMESTAMP' })
// @ts-expect-error a table has no stream options
sources.dynamodbStream(projection, { stream: { name: 'orders' } })
const [sequenceNumber] = sources.kinesis(untyped).put({ data: 'a', partitionKey: 'k' })
expectTypeOf(sequenceNumber).toEqualTypeOf<string>()

// HTTP fronts: what `fetch` gives is a Response, with the invocation behind it.
interface Page {
  statusCode: number
  body: string
}
const front = sources.apiGateway.http(api, { routes: ['GET /orders/{id}'] })
expectTypeOf(front).toEqualTypeOf<HttpFront<Page>>()
const response = await front.fetch('/orders/1', { method: 'POST', body: '{}' })
expectTypeOf(response).toEqualTypeOf<FrontResponse<Page>>()
expectTypeOf(response).toExtend<Response>()
const same: Response = response
expectTypeOf(response.invocation).toEqualTypeOf<InvocationResult<Page> | undefined>()
expectTypeOf(await response.settled()).toEqualTypeOf<typeof response.invocation>()
expectTypeOf(response.reason).toEqualTypeOf<string | undefined>()
void front.fetch(new Request('https://shop.example/orders'))
void front.fetch(new URL('https://shop.example/orders'))
// @ts-expect-error a path, a URL or a Request
void front.fetch({ path: '/orders/1' })
// @ts-expect-error timeoutInMillis
sources.apiGateway.http(api, { timeoutInMs: 1000 })
// @ts-expect-error an HTTP API does not stream
sources.apiGateway.http(api, { responseTransferMode: 'STREAM' })
sources.apiGateway.rest(api, { responseTransferMode: 'STREAM', binaryMediaTypes: ['image/*'] })
// @ts-expect-error a function URL waits for the function
sources.functionUrl(api, { timeoutInMillis: 1000 })
sources.alb(api, { multiValueHeaders: true, idleTimeout: 30 })

// Services that push: one report for each event.
const topic = sources.sns(subscriber, { subscription: { filterPolicy: { store: ['Lisbon'] } } })
expectTypeOf(topic.publish({ order: 1 }, { subject: 'Order', attributes: { store: 'Lisbon' } })).toEqualTypeOf<string>()
const [report] = await topic.settled()
expectTypeOf(report).toEqualTypeOf<PushReport<SNSEvent, number> | undefined>()
expectTypeOf(report?.attempts[0]?.payload).toEqualTypeOf<number | undefined>()
// @ts-expect-error the policy is the subscription's
sources.sns(subscriber, { filterPolicy: { store: ['Lisbon'] } })
// @ts-expect-error not a scope
sources.sns(subscriber, { subscription: { filterPolicyScope: 'Body' } })
sources.s3(untyped, { events: ['s3:ObjectCreated:*'], filter: { suffix: '.jpg' } }).put('cat.jpg', { size: 1 })
// @ts-expect-error an event type of S3
sources.s3(untyped, { events: ['ObjectCreated:*'] })
const [placed] = sources.eventBridge(untyped).put({ source: 'shop', detail: { order: 1 } })
expectTypeOf(placed).toEqualTypeOf<string>()
sources.schedule(untyped, { scheduleExpression: 'rate(5 minutes)' })
// @ts-expect-error rate(…) or cron(…)
sources.schedule(untyped, { scheduleExpression: 'every 5 minutes' })
// @ts-expect-error a schedule has an expression
sources.schedule(untyped)

// Helpers of a project can name what they take.
type Options = [SqsOptions, KinesisOptions, DynamoDBStreamOptions, SnsOptions, S3Options, ScheduleOptions]
type Fronts = [RestOptions, HttpApiOptions, FunctionUrlOptions, AlbOptions]
const connect = (source: Sources['sqs']): SqsSource<SQSBatchResponse> => source(worker)
export { connect, same }
export type { Fronts, Options }
