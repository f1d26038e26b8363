// What the compiler says about `invoke`: which events a lambda or a bare handler takes, and what its results hold.

import type {
  ALBHandler,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResult,
  Context,
  DynamoDBStreamHandler,
  EventBridgeHandler,
  Handler,
  KinesisStreamHandler,
  S3Event,
  S3Handler,
  ScheduledHandler,
  SESHandler,
  SNSHandler,
  SQSHandler,
} from 'aws-lambda'
import { expect, expectTypeOf, vi } from 'vitest'
import {
  events,
  handler,
  type InvocationResult,
  invoke,
  type InvokeOptions,
  type Lambda,
  loader,
  type StreamChunk,
  type StreamedResponse,
  type StreamSummary,
  withLambda,
} from 'vitest-lambda'

interface Order {
  readonly id: string
  readonly note?: string
}
interface Accepted {
  id: string
  at: Date
  lines: { sku: string; note?: string }[]
}
declare const accept: (order: Order, context: Context) => Promise<Accepted | null>
const orders = withLambda(accept)

// The event and the payload are the handler's, the payload as JSON; both ways of calling are the same.
expectTypeOf(await invoke(orders, { id: 'a' })).toEqualTypeOf<
  InvocationResult<{ id: string; at: string; lines: { sku: string; note?: string }[] } | null>
>()
expectTypeOf(await orders.invoke({ id: 'a', note: 'b' })).toEqualTypeOf(await invoke(orders, { id: 'a', note: 'b' }))
expectTypeOf((await invoke(orders, { id: 'a' })).payload?.at).toEqualTypeOf<string | undefined>()
expectTypeOf((await invoke(orders, { id: 'a' })).error?.errorType).toEqualTypeOf<string | undefined>()

// Nothing given is {} (HND-2), so every event may be left out.
void invoke(orders)
void invoke(orders, undefined, { logType: 'Tail' })
void orders.invoke()

// Wrong events are refused.
// @ts-expect-error a wrong type
void invoke(orders, { id: 1 })
// @ts-expect-error a misspelt key
void invoke(orders, { id: 'a', nota: 'b' })
// @ts-expect-error a missing key
void invoke(orders, {})
// @ts-expect-error another service's event
void invoke(orders, events.sqs({ body: 'a' }))
// @ts-expect-error the same by the method
void orders.invoke({ id: 1 })
// @ts-expect-error an event is not a list of events
void invoke(orders, [{ id: 'a' }])

// A bare handler is as good as a lambda, also where it takes nothing.
expectTypeOf(await invoke(accept, { id: 'a' })).toEqualTypeOf(await invoke(orders, { id: 'a' }))
expectTypeOf(await invoke(async () => ({ statusCode: 200 }))).toEqualTypeOf<InvocationResult<{ statusCode: number }>>()
expectTypeOf(await invoke(async () => 1, { anything: 'goes' })).toEqualTypeOf<InvocationResult<number>>()
expectTypeOf(await invoke((event: Order) => event.id, { id: 'a' })).toEqualTypeOf<InvocationResult<string>>()
// @ts-expect-error a wrong type
void invoke(accept, { id: 1 })
// @ts-expect-error a misspelt key
void invoke(async (order: Order) => order.id, { id: 'a', nota: 'b' })
// @ts-expect-error an inline handler's event needs a type
void invoke(async (event) => event, { id: 1 })

// Marked code is taken where a function alone does not say what it is; loaders give their export at 'handler'.
expectTypeOf(await invoke(handler(vi.fn(accept)), { id: 'a' })).toEqualTypeOf(await invoke(orders, { id: 'a' }))
expectTypeOf(
  await invoke(
    loader(() => ({ handler: accept })),
    { id: 'a' },
  ),
).toEqualTypeOf(await invoke(orders, { id: 'a' }))
expectTypeOf(await invoke(() => import('./functions/orders.js'), { id: 'a' })).toExtend<
  InvocationResult<{ id: string; at: string; note?: string }>
>()
// @ts-expect-error no function is exported at 'handler': withLambda takes the path
void invoke(() => import('./functions/charge.js'), { amount: 1 })
// @ts-expect-error a handler string goes through withLambda
void invoke('src/orders.handler', { id: 'a' })
// @ts-expect-error a module goes through withLambda
void invoke({ handler: accept }, { id: 'a' })
// @ts-expect-error something is invoked
void invoke()

// Where there are no types everything goes in, and what comes out is unknown.
const text = withLambda('src/orders.handler')
expectTypeOf(await invoke(text, { id: 1 })).toEqualTypeOf<InvocationResult<unknown>>()
declare const anything: Lambda
expectTypeOf(await invoke(anything, 3)).toEqualTypeOf<InvocationResult>()
declare const untyped: Handler
expectTypeOf((await invoke(untyped, { id: 1 })).payload).toBeAny()

// What the builders of `events` give goes straight in.
declare const s3: S3Handler
declare const sqs: SQSHandler
declare const sns: SNSHandler
declare const ses: SESHandler
declare const kinesis: KinesisStreamHandler
declare const dynamodb: DynamoDBStreamHandler
declare const rest: APIGatewayProxyHandler
declare const http: APIGatewayProxyHandlerV2
declare const alb: ALBHandler
declare const scheduled: ScheduledHandler
declare const placed: EventBridgeHandler<'Order Placed', Order, void>
void invoke(withLambda(s3), events.s3.put({ bucket: 'photos', key: 'a.png' }))
void invoke(withLambda(s3), events.s3.delete([{ key: 'a.png' }, { key: 'b.png' }]))
void invoke(s3, events.s3.put())
void invoke(sqs, events.sqs([{ body: { id: 1 } }]))
void invoke(sns, events.sns({ message: 'a' }))
void invoke(ses, events.ses())
void invoke(kinesis, events.kinesis({ data: 'a' }))
void invoke(dynamodb, events.dynamodb.insert({ newImage: { id: 'a' } }))
void invoke(rest, events.apiGateway.rest({ path: '/orders' }))
void invoke(http, events.apiGateway.http({ path: '/orders' }))
void invoke(http, events.functionUrl({ path: '/orders' }))
void invoke(alb, events.alb({ path: '/orders' }))
void invoke(scheduled, events.schedule())
void invoke(placed, events.eventBridge({ detailType: 'Order Placed', detail: { id: 'a' } }))
void invoke(async (event: Pick<S3Event, 'Records'>) => event.Records.length, events.s3.put())
// @ts-expect-error another service's event
void invoke(withLambda(s3), events.sqs({ body: 'a' }))
// @ts-expect-error the other payload format
void invoke(http, events.apiGateway.rest({ path: '/orders' }))
// @ts-expect-error another detail
void invoke(placed, events.eventBridge({ detailType: 'Order Placed', detail: { total: 1 } }))

// Results are compared with what the handler gives, as JSON.
const result = await invoke(orders, { id: 'a' })
expect(result).toReturn({ id: 'a', at: '2026-01-01T00:00:00.000Z', lines: [{ sku: 'b' }] })
expect(result).toReturn({ id: expect.any(String), at: expect.stringMatching(/Z$/), lines: expect.any(Array) })
expect(result).toReturn({ id: 'a', at: '', lines: [expect.objectContaining({ sku: 'b' })] })
expect(result).toReturn(expect.objectContaining({ id: 'a' }))
expect(result).toReturn(null)
expect(result).not.toReturn(null)
expect(result).toReturn()
await expect(invoke(orders, { id: 'a' })).resolves.toReturn(null)
await expect(orders.invoke({ id: 'a' })).resolves.toReturn(expect.objectContaining({ id: 'a' }))
// @ts-expect-error JSON has no Date
expect(result).toReturn({ id: 'a', at: new Date(0), lines: [] })
// @ts-expect-error a missing key
expect(result).toReturn({ id: 'a', at: '' })
// @ts-expect-error a misspelt key, deeper
expect(result).toReturn({ id: 'a', at: '', lines: [{ sku: 'b', nota: 'c' }] })
// @ts-expect-error a wrong type
await expect(invoke(orders, { id: 'a' })).resolves.toReturn({ id: 1, at: '', lines: [] })
// @ts-expect-error await the invocation first, or use .resolves
expect(invoke(orders, { id: 'a' })).toReturn(null)
expect(await invoke(s3, events.s3.put())).toReturn(null)
// @ts-expect-error a handler that returns nothing answers null
expect(await invoke(s3, events.s3.put())).toReturn('done')
expect(await invoke(http, events.apiGateway.http())).toReturn({ statusCode: 200, body: expect.any(String) })
expect(await invoke(http, events.apiGateway.http())).toReturn('plain text')
// @ts-expect-error a misspelt key
expect(await invoke(http, events.apiGateway.http())).toReturn({ statuscode: 200 })
expect(await invoke(text)).toReturn({ anything: 'goes' })

// A streaming handler's payload is what its bytes say, and only known at run time.
const streamed = await invoke(async (event: Order, stream: NodeJS.WritableStream) => void stream.end(event.id), {
  id: 'a',
})
expectTypeOf(streamed.payload).toBeUnknown()
expectTypeOf(streamed.stream).toEqualTypeOf<StreamedResponse | undefined>()
expectTypeOf(streamed.stream?.chunks[0]).toEqualTypeOf<StreamChunk | undefined>()
expectTypeOf(streamed.stream?.bytes).toEqualTypeOf<Uint8Array | undefined>()
expectTypeOf(streamed.stream?.metadata?.statusCode).toEqualTypeOf<number | undefined>()
expectTypeOf(streamed.stream?.error?.errorType).toEqualTypeOf<string | undefined>()
expectTypeOf(streamed.record.stream).toEqualTypeOf<StreamSummary | undefined>()
expect(streamed).toRespondWith({ statusCode: 200, body: 'a' })
expect(streamed).toReturn('anything')

// A payload's type can be said where it is not known, and kept in a variable.
const known: InvocationResult<APIGatewayProxyResult> = await invoke(rest, events.apiGateway.rest())
const unknown: InvocationResult = await invoke(rest, events.apiGateway.rest())
expectTypeOf(known.payload.statusCode).toEqualTypeOf<number>()
expectTypeOf(unknown.payload).toBeUnknown()
// @ts-expect-error what is unknown is not taken for anything
const guessed: InvocationResult<string> = await invoke(text)

// Options are the Invoke API's.
const options: Required<InvokeOptions> = {
  invocationType: 'RequestResponse',
  logType: 'Tail',
  clientContext: { client: { appTitle: 'shop' } },
  qualifier: 'live',
  cognitoIdentity: { cognitoIdentityId: 'a', cognitoIdentityPoolId: 'b' },
  traceId: 'Root=1-5759e988-bd862e3fe1be46a994272793',
  tenantId: 'blue',
  remainingTimeInMillis: 900,
}
void invoke(orders, { id: 'a' }, options)
void invoke(accept, { id: 'a' }, options)
void orders.invoke({ id: 'a' }, options)
// @ts-expect-error a misspelt key
void invoke(orders, { id: 'a' }, { logtype: 'Tail' })
// @ts-expect-error no such type of invocation
void invoke(orders, { id: 'a' }, { invocationType: 'Sync' })
// @ts-expect-error milliseconds, as in AWS, are a number
void orders.invoke({ id: 'a' }, { remainingTimeInMillis: '1s' })

// Helpers of a project may be generic, and several lambdas in one list, or one of two.
async function twice<Event, Result>(lambda: Lambda<Event, Result>, event: Event): Promise<Result[]> {
  return [(await invoke(lambda, event)).payload, (await lambda.invoke(event)).payload]
}
expectTypeOf(
  await twice(
    withLambda(async (event: Order) => event.id),
    { id: 'a' },
  ),
).toEqualTypeOf<string[]>()
const lambdas: Lambda[] = [orders, text, withLambda(s3)]
expectTypeOf(await Promise.all(lambdas.map((lambda) => invoke(lambda, {})))).toEqualTypeOf<InvocationResult[]>()
declare const one: Lambda<{ a: 1 }, 'a'> | Lambda<{ b: 1 }, 'b'>
expectTypeOf((await invoke(one)).payload).toEqualTypeOf<'a' | 'b'>()
export { guessed, lambdas }
