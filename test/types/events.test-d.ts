// What the compiler says about `events`: each builder gives AWS's own type, and mistakes in inputs do not compile.

import type {
  ALBEvent,
  ALBHandler,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyWebsocketEventV2,
  APIGatewayProxyWithCognitoAuthorizerEvent,
  CloudWatchLogsDecodedData,
  CloudWatchLogsEvent,
  DynamoDBStreamEvent,
  EventBridgeEvent,
  EventBridgeHandler,
  KinesisStreamEvent,
  LambdaFunctionURLEvent,
  LambdaFunctionURLEventWithIAMAuthorizer,
  S3Event,
  ScheduledEvent,
  SESEvent,
  SNSEvent,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda'
import type { handle } from 'hono/aws-lambda'
import { expectTypeOf } from 'vitest'
import { type Lambda, loader, withLambda } from 'vitest-lambda'
import { type DeepPartial, events, type SqsInput } from '../../src/events/events.js'

// Every builder takes nothing and gives the type that handlers are written against.
expectTypeOf(events.s3.put()).toEqualTypeOf<S3Event>()
expectTypeOf(events.s3.delete()).toEqualTypeOf<S3Event>()
expectTypeOf(events.dynamodb.insert()).toEqualTypeOf<DynamoDBStreamEvent>()
expectTypeOf(events.dynamodb.modify()).toEqualTypeOf<DynamoDBStreamEvent>()
expectTypeOf(events.dynamodb.remove()).toEqualTypeOf<DynamoDBStreamEvent>()
expectTypeOf(events.sns()).toEqualTypeOf<SNSEvent>()
expectTypeOf(events.ses()).toEqualTypeOf<SESEvent>()
expectTypeOf(events.cloudWatchLogs()).toEqualTypeOf<CloudWatchLogsEvent>()
expectTypeOf(events.cloudWatchLogs.decode(events.cloudWatchLogs())).toEqualTypeOf<CloudWatchLogsDecodedData>()
expectTypeOf(events.apiGateway.rest()).toEqualTypeOf<APIGatewayProxyEvent>()
expectTypeOf(events.apiGateway.http()).toEqualTypeOf<APIGatewayProxyEventV2>()
expectTypeOf(events.apiGateway.websocket()).toExtend<APIGatewayProxyWebsocketEventV2>()
expectTypeOf(events.functionUrl()).toEqualTypeOf<LambdaFunctionURLEvent>()
expectTypeOf(events.alb()).toEqualTypeOf<ALBEvent>()
expectTypeOf(events.sqs()).toEqualTypeOf<SQSEvent>()
expectTypeOf(events.kinesis()).toEqualTypeOf<KinesisStreamEvent>()
expectTypeOf(events.eventBridge()).toEqualTypeOf<EventBridgeEvent<string, unknown>>()
expectTypeOf(events.schedule()).toEqualTypeOf<ScheduledEvent>()

// Events go straight into handlers.
declare const rest: APIGatewayProxyHandler
declare const http: APIGatewayProxyHandlerV2
declare const alb: ALBHandler
declare const context: Parameters<typeof rest>[1]
void rest(events.apiGateway.rest({ path: '/a' }), context, () => {})
void http(events.apiGateway.http({ path: '/a' }), context, () => {})
void http(events.functionUrl({ path: '/a' }), context, () => {})
void alb(events.alb({ path: '/a' }), context, () => {})

// Hono has types of events of its own, which AWS's do not fit; a lambda that is annotated takes them.
declare const hono: ReturnType<typeof handle>
const typedByHono = withLambda(loader(async () => ({ handler: hono })))
const app: Lambda = typedByHono
// @ts-expect-error -- there, what AWS leaves out is required (`body`, `authorizer`)
void typedByHono.invoke(events.apiGateway.http())
// @ts-expect-error -- and what AWS has as null is left out
void typedByHono.invoke(events.apiGateway.rest())
void app.invoke(events.apiGateway.http())
void app.invoke(events.apiGateway.rest())

// The detail of an EventBridge event keeps its type, and its detail-type is a literal.
interface Order {
  readonly id: string
}
declare const order: Order
declare const placed: EventBridgeHandler<'Order Placed', Order, void>
void placed(events.eventBridge({ detailType: 'Order Placed', detail: order }), context, () => {})
expectTypeOf(events.eventBridge({ detailType: 'Order Placed', detail: order })).toEqualTypeOf<
  EventBridgeEvent<'Order Placed', Order>
>()
// @ts-expect-error the detail is not what the handler takes
void placed(events.eventBridge({ detailType: 'Order Placed', detail: { total: 1 } }), context, () => {})

// An authorizer gives the event the type that handlers behind one are written against.
expectTypeOf(
  events.apiGateway.rest({ authorizer: { claims: { sub: 'ann' } } }),
).toExtend<APIGatewayProxyWithCognitoAuthorizerEvent>()
expectTypeOf(
  events.apiGateway.http({ authorizer: { jwt: { claims: { sub: 'ann' }, scopes: ['read'] } } }),
).toExtend<APIGatewayProxyEventV2WithJWTAuthorizer>()
expectTypeOf(events.apiGateway.http({ authorizer: { lambda: { tenant: 't' } } })).toExtend<
  APIGatewayProxyEventV2WithLambdaAuthorizer<{ tenant: string }>
>()
const iam = {
  accessKey: '',
  accountId: '',
  callerId: '',
  cognitoIdentity: null,
  principalOrgId: '',
  userArn: '',
  userId: '',
}
expectTypeOf(events.functionUrl({ authorizer: { iam } })).toExtend<LambdaFunctionURLEventWithIAMAuthorizer>()

// Batches take one input or a list of them.
events.sqs({ body: 1 })
events.sqs([{ body: 1 }, { body: { id: 2 } }])
declare const inputs: readonly SqsInput[]
events.sqs(inputs)
// @ts-expect-error SNS sends one record at a time
events.sns([{ message: 'a' }])

// Items may be typed by interfaces, which have no index signature.
events.dynamodb.insert({ newImage: order })
events.apiGateway.http({ body: order })

// Undefined is as good as not given, in inputs and in overrides.
events.sqs({ body: undefined, queue: undefined }, { Records: undefined })
events.apiGateway.http({ headers: { host: undefined } }, { requestContext: { http: { method: undefined } } })

// @ts-expect-error a misspelt key
events.s3.put({ buckt: 'b' })
// @ts-expect-error a value of the wrong kind
events.s3.put({ size: '5' })
// @ts-expect-error a removal has no size
events.s3.delete({ size: 5 })
// @ts-expect-error an insert has no old image
events.dynamodb.insert({ oldImage: {} })
// @ts-expect-error no such view
events.dynamodb.insert({ streamViewType: 'NEW' })
// @ts-expect-error AWS's name for it belongs to the overrides
events.apiGateway.rest({ httpMethod: 'GET' })
// @ts-expect-error a misspelt field of the event
events.apiGateway.rest({}, { httpMethd: 'GET' })
// @ts-expect-error a misspelt field of the event, deeper
events.apiGateway.rest({}, { requestContext: { identity: { sourceIP: '' } } })
// @ts-expect-error no such check
events.ses({ verdicts: { spamm: 'FAIL' } })

// Overrides are partial at any depth, but elements of lists are whole, for lists replace.
expectTypeOf<DeepPartial<{ a: { b: string; c: number[] } }>>().toEqualTypeOf<{
  readonly a?: { readonly b?: string | undefined; readonly c?: number[] | undefined } | undefined
}>()
declare const record: SQSRecord
events.sqs({}, { Records: [record] })
// @ts-expect-error half a record
events.sqs({}, { Records: [{ body: 'x' }] })
events.sqs({ record: { attributes: { ApproximateReceiveCount: '2' } } })
