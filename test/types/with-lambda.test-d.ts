// What the compiler says about `withLambda`: which event and which result a piece of code gives the lambda.

import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Logger } from '@aws-lambda-powertools/logger'
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware'
import { Metrics } from '@aws-lambda-powertools/metrics'
import middy from '@middy/core'
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyHandlerV2,
  Callback,
  Context,
  EventBridgeEvent,
  EventBridgeHandler,
  Handler,
  S3Event,
  S3Handler,
  SQSBatchResponse,
  SQSEvent,
  SQSHandler,
} from 'aws-lambda'
import { expectTypeOf, vi } from 'vitest'
import { handler, type Lambda, type LambdaConfig, loader, withLambda } from 'vitest-lambda'
import type { CheckedCode, CheckedPath } from '../../src/function/checked-code.js'
import type { Code, HandlerOf } from '../../src/function/handler-types.js'
import type { Order } from './functions/orders.js'

// A loader gives the types of the export at 'handler', or at the path in the config.
expectTypeOf(withLambda(() => import('./functions/orders.js'))).toEqualTypeOf<
  Lambda<Order, { id: string; at: string; note?: string }>
>()
expectTypeOf(withLambda(() => import('./functions/orders.js'), { timeout: 3, memorySize: 512 })).toEqualTypeOf<
  Lambda<Order, { id: string; at: string; note?: string }>
>()
expectTypeOf(withLambda(() => import('./functions/orders.js'), { handler: 'api.v1.get' })).toEqualTypeOf<
  Lambda<{ readonly path: string }, string>
>()
expectTypeOf(withLambda(() => import('./functions/orders.js'), { handler: 'api.v1.put' })).toEqualTypeOf<
  Lambda<unknown, number>
>()
expectTypeOf(withLambda(() => import('./functions/charge.js'), { handler: 'charge', timeout: 3 })).toEqualTypeOf<
  Lambda<{ readonly amount: number }, { charged: number }>
>()
expectTypeOf(withLambda(async () => await import('./functions/orders.js'))).toExtend<Lambda<Order>>()

// nodejs24.x looks in a default export that is an object (RES-9); one that is a function has a path of its own.
expectTypeOf(withLambda(() => import('./functions/default-object.js'))).toEqualTypeOf<
  Lambda<{ readonly id: string }, string>
>()
expectTypeOf(withLambda(() => import('./functions/default-object.js'), { handler: 'ping' })).toEqualTypeOf<
  Lambda<unknown, 'pong'>
>()
expectTypeOf(withLambda(() => import('./functions/default-object.js'), { handler: 'default.ping' })).toEqualTypeOf<
  Lambda<unknown, 'pong'>
>()
expectTypeOf(withLambda(() => import('./functions/default-function.js'), { handler: 'default' })).toEqualTypeOf<
  Lambda<{ readonly id: string }, { id: string }>
>()
expectTypeOf(withLambda(() => import('./functions/legacy.cjs'))).toEqualTypeOf<
  Lambda<{ readonly id: string }, string>
>()

// A loader may also give { handler }, the default export, or the handler itself.
type Anything = ReturnType<typeof JSON.parse>
const byId = async (event: { id: string }) => event.id
expectTypeOf(
  withLambda(() => import('./functions/charge.js').then(({ charge }) => ({ handler: charge }))),
).toEqualTypeOf<Lambda<{ readonly amount: number }, { charged: number }>>()
expectTypeOf(withLambda(() => import('./functions/charge.js').then(({ charge }) => charge))).toEqualTypeOf<
  Lambda<{ readonly amount: number }, { charged: number }>
>()
expectTypeOf(withLambda(async () => (await import('./functions/default-object.js')).default)).toEqualTypeOf<
  Lambda<{ readonly id: string }, string>
>()
expectTypeOf(withLambda(async () => (await import('./functions/default-function.js')).default)).toEqualTypeOf<
  Lambda<{ readonly id: string }, { id: string }>
>()

// A path at which nothing is exported is refused, with the paths at which functions are.
// @ts-expect-error Did you mean '"api.v1.get"'?
withLambda(() => import('./functions/orders.js'), { handler: 'api.v1.gte' })
// @ts-expect-error Did you mean '"handler"'?
withLambda(() => import('./functions/orders.js'), { timeout: 3, handler: 'hanlder' })
// @ts-expect-error a constant is no function
withLambda(() => import('./functions/orders.js'), { handler: 'TABLE' })
// @ts-expect-error an object is no function
withLambda(() => import('./functions/orders.js'), { handler: 'api.v1' })
// @ts-expect-error a class is no function to Lambda (RES-16)
withLambda(() => import('./functions/orders.js'), { handler: 'Orders' })
// @ts-expect-error nothing is looked up in functions (RES-9)
withLambda(() => import('./functions/default-function.js'), { handler: 'default.handler' })
// @ts-expect-error no function is exported at 'handler'
withLambda(() => import('./functions/charge.js'))
// @ts-expect-error no function is exported at 'handler'
withLambda(() => import('./functions/charge.js'), { timeout: 3 })
// @ts-expect-error no function is exported at 'handler', but middleware's method of that name is not looked up
withLambda(() => import('./functions/default-function.js'))
// @ts-expect-error no function is exported at 'handler': nested ones are
withLambda(async () => ({ api: { v1: { get: byId } } }))
const settings = loader(() => import('./functions/settings.js'))
// @ts-expect-error the module exports no function: without the mark it would be a handler that answers JSON
withLambda(settings)
// @ts-expect-error the module exports no function
withLambda(settings, { handler: 'settings' })

// The texts that stand in these errors.
type OrdersLoader = () => Promise<typeof import('./functions/orders.js')>
type DefaultLoader = () => Promise<typeof import('./functions/default-object.js')>
type ChargeLoader = () => Promise<typeof import('./functions/charge.js')>
type SettingsLoader = typeof settings
expectTypeOf<CheckedPath<OrdersLoader, 'hanlder'>>().toEqualTypeOf<'handler' | 'api.v1.get' | 'api.v1.put'>()
expectTypeOf<CheckedPath<DefaultLoader, 'pong'>>().toEqualTypeOf<
  'handler' | 'ping' | 'default.handler' | 'default.ping'
>()
expectTypeOf<CheckedPath<OrdersLoader, 'api.v1.get'>>().toEqualTypeOf<'api.v1.get'>()
expectTypeOf<
  CheckedCode<ChargeLoader, 'handler'>
>().toEqualTypeOf<"no function is exported at 'handler': name its export, withLambda(code, { handler: 'charge' })">()
expectTypeOf<CheckedCode<SettingsLoader, 'handler'>>().toEqualTypeOf<'the module exports no function'>()
expectTypeOf<CheckedPath<SettingsLoader, 'settings'>>().toEqualTypeOf<'the module exports no function'>()
expectTypeOf<CheckedCode<OrdersLoader, 'handler'>>().toEqualTypeOf<OrdersLoader>()

// A path that types do not know makes the lambda's types unknown, and refuses nothing.
const held: LambdaConfig = { timeout: 3, handler: 'charge' }
const widened = { timeout: 3, handler: 'charge' }
const pathless = { timeout: 3 }
const annotated: LambdaConfig<'handler'> = { timeout: 3 }
declare const path: string
expectTypeOf(withLambda(() => import('./functions/charge.js'), held)).toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf(withLambda(() => import('./functions/charge.js'), widened)).toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf(withLambda(() => import('./functions/charge.js'), { handler: path })).toEqualTypeOf<
  Lambda<unknown, unknown>
>()
expectTypeOf(withLambda(() => import('./functions/orders.js'), { ...held, timeout: 5 })).toEqualTypeOf<
  Lambda<unknown, unknown>
>()
expectTypeOf(withLambda(() => import('./functions/orders.js'), pathless)).toExtend<Lambda<Order>>()
expectTypeOf(withLambda(() => import('./functions/orders.js'), annotated)).toEqualTypeOf<
  Lambda<Order, { id: string; at: string; note?: string }>
>()
const satisfying = { timeout: 3, runtime: 'nodejs22.x' } satisfies LambdaConfig
const named: LambdaConfig<'charge'> = { timeout: 3, handler: 'charge' }
const literal = { timeout: 3, handler: 'charge' } as const satisfies LambdaConfig
expectTypeOf(withLambda(() => import('./functions/orders.js'), satisfying)).toExtend<Lambda<Order>>()
expectTypeOf(withLambda(() => import('./functions/orders.js'), { ...annotated, timeout: 5 })).toExtend<Lambda<Order>>()
for (const config of [named, literal]) {
  expectTypeOf(withLambda(() => import('./functions/charge.js'), config)).toEqualTypeOf<
    Lambda<{ readonly amount: number }, { charged: number }>
  >()
}
expectTypeOf(withLambda(byId, held)).toEqualTypeOf<Lambda<{ id: string }, string>>()
expectTypeOf(withLambda(() => import('./functions/charge.js').then(({ charge }) => charge), held)).toExtend<
  Lambda<{ readonly amount: number }, { charged: number }>
>()

// Of several paths any may be meant.
declare const either: 'api.v1.get' | 'api.v1.put'
expectTypeOf(withLambda(() => import('./functions/orders.js'), { handler: either })).toExtend<
  Lambda<unknown, string | number>
>()

// A function that takes something is a handler, whatever it gives.
expectTypeOf(withLambda(byId)).toEqualTypeOf<Lambda<{ id: string }, string>>()
expectTypeOf(withLambda(byId, { functionName: 'by-id' })).toEqualTypeOf<Lambda<{ id: string }, string>>()
expectTypeOf(
  withLambda(async (event: { id: string }, context: Context) => [event.id, context.awsRequestId]),
).toEqualTypeOf<Lambda<{ id: string }, string[]>>()
expectTypeOf(withLambda((event: { id: string }) => ({ id: event.id }))).toEqualTypeOf<
  Lambda<{ id: string }, { id: string }>
>()
expectTypeOf(withLambda(async (event?: { id: string }) => event?.id)).toEqualTypeOf<
  Lambda<{ id: string } | undefined, string | null>
>()
expectTypeOf(withLambda((event: { id?: string }) => event.id)).toEqualTypeOf<Lambda<{ id?: string }, string | null>>()
expectTypeOf(withLambda(async (event: { id: string }, _context: Anything) => event.id)).toEqualTypeOf<
  Lambda<{ id: string }, string>
>()
expectTypeOf(withLambda(async (...args: unknown[]) => args.length)).toEqualTypeOf<Lambda<unknown, number>>()
expectTypeOf(withLambda(async (event: { id: string }) => ({ id: event.id, handler: () => 1 }))).toEqualTypeOf<
  Lambda<{ id: string }, { id: string }>
>()

// So is one that takes nothing and gives JSON, or what JSON is made from.
expectTypeOf(withLambda(async () => ({ statusCode: 200 }))).toEqualTypeOf<Lambda<unknown, { statusCode: number }>>()
expectTypeOf(withLambda(() => ({ statusCode: 200 }))).toEqualTypeOf<Lambda<unknown, { statusCode: number }>>()
expectTypeOf(withLambda(async () => new Date())).toEqualTypeOf<Lambda<unknown, string>>()
expectTypeOf(withLambda(async () => ['a'])).toEqualTypeOf<Lambda<unknown, string[]>>()
expectTypeOf(withLambda(async () => 'a' as 'a' | 'b' | undefined)).toEqualTypeOf<Lambda<unknown, 'a' | 'b' | null>>()
expectTypeOf(withLambda(async () => {})).toEqualTypeOf<Lambda<unknown, null>>()
expectTypeOf(withLambda(() => {})).toEqualTypeOf<Lambda<unknown, null>>()
expectTypeOf(withLambda(() => undefined)).toEqualTypeOf<Lambda<unknown, null>>()
expectTypeOf(withLambda(async () => ({}) as unknown)).toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf(withLambda(async () => ({}) as Record<string, string>)).toEqualTypeOf<
  Lambda<unknown, { [name: string]: string }>
>()
expectTypeOf(withLambda(async () => ({ data: JSON.parse('{}'), size: 1 }))).toExtend<
  Lambda<unknown, { size: number }>
>()
expectTypeOf(
  withLambda(async () => (Math.random() < 0.5 ? { statusCode: 200, body: 'a' } : { statusCode: 404 })),
).toExtend<Lambda<unknown, { statusCode: number; body?: string }>>()

// Nothing is known of the result of a handler that only throws, and nothing is refused.
const thrower = async () => {
  throw new Error('always')
}
expectTypeOf(withLambda(thrower)).toEqualTypeOf<Lambda<unknown, unknown>>()
declare const neverAnswers: (event: { id: string }) => never
expectTypeOf(withLambda(neverAnswers)).toEqualTypeOf<Lambda<{ id: string }, unknown>>()

// @types/aws-lambda's handlers return `void | Promise<Result>`, because they may also use the callback.
declare const typed: Handler<{ id: string }, { at: Date }>
declare const s3: S3Handler
declare const sqs: SQSHandler
declare const http: APIGatewayProxyHandlerV2
declare const httpOrders: APIGatewayProxyHandlerV2<{ orders: number[] }>
declare const bus: EventBridgeHandler<'Order Placed', Order, void>
declare const untyped: Handler
expectTypeOf(withLambda(typed)).toEqualTypeOf<Lambda<{ id: string }, { at: string }>>()
expectTypeOf(withLambda(s3)).toEqualTypeOf<Lambda<S3Event, null>>()
expectTypeOf(withLambda(sqs)).toEqualTypeOf<
  Lambda<SQSEvent, { batchItemFailures: { itemIdentifier: string }[] } | null>
>()
expectTypeOf<SQSBatchResponse>().toExtend<{ batchItemFailures: { itemIdentifier: string }[] }>()
expectTypeOf(withLambda(http)).toEqualTypeOf<Lambda<APIGatewayProxyEventV2, string | HttpAnswer>>()
expectTypeOf(withLambda(httpOrders)).toEqualTypeOf<
  Lambda<APIGatewayProxyEventV2, string | HttpAnswer | { orders: number[] }>
>()
expectTypeOf(withLambda(bus)).toEqualTypeOf<Lambda<EventBridgeEvent<'Order Placed', Order>, null>>()
expectTypeOf(withLambda(untyped)).toExtend<Lambda>()
expectTypeOf(withLambda(untyped).invoke).parameter(0).toBeAny()
interface HttpAnswer {
  statusCode?: number
  headers?: { [header: string]: boolean | number | string }
  body?: string
  isBase64Encoded?: boolean
  cookies?: string[]
}

// A handler that returns nothing answers through its callback; nodejs22.x still has one.
expectTypeOf(
  withLambda((event: { id: string }, _context: Context, callback: Callback<{ at: Date }>) => {
    callback(null, { at: new Date(event.id) })
  }),
).toEqualTypeOf<Lambda<{ id: string }, { at: string }>>()
expectTypeOf(
  withLambda((_event: S3Event, _context: Context, callback: (error: Error | null, result?: string) => void) =>
    callback(null, 'x'),
  ),
).toEqualTypeOf<Lambda<S3Event, string>>()
expectTypeOf(
  withLambda((_event: S3Event, _context: Context, callback: () => void) => {
    callback()
  }),
).toEqualTypeOf<Lambda<S3Event, unknown>>()
declare const maybeLater: (event: S3Event, context: Context, callback?: Callback<Date>) => void
expectTypeOf(withLambda(maybeLater)).toEqualTypeOf<Lambda<S3Event, string>>()
declare const nothingLater: (event: S3Event, context: Context, callback: Callback<void>) => void
expectTypeOf(withLambda(nothingLater)).toEqualTypeOf<Lambda<S3Event, null>>()
declare const legacy: (event: S3Event, context: Context, callback: Anything) => void
expectTypeOf(withLambda(legacy)).toEqualTypeOf<Lambda<S3Event, unknown>>()

// A streaming handler answers with bytes.
const streaming = awslambda.streamifyResponse(async (event: { id: string }, stream) => {
  stream.end(event.id)
})
expectTypeOf(withLambda(streaming)).toEqualTypeOf<Lambda<{ id: string }, unknown>>()
expectTypeOf(withLambda(loader(() => ({ handler: streaming })))).toEqualTypeOf<Lambda<{ id: string }, unknown>>()
expectTypeOf(
  withLambda(async (event: { id: string }, stream: NodeJS.WritableStream) => {
    stream.end(event.id)
  }),
).toEqualTypeOf<Lambda<{ id: string }, unknown>>()

// Middleware keeps the types, as far as it has some.
const orderHandler = async (order: Order) => ({ id: order.id, at: new Date() })
const logger = new Logger()
expectTypeOf(withLambda(middy(orderHandler))).toEqualTypeOf<Lambda<Order, { id: string; at: string }>>()
expectTypeOf(withLambda(middy<Order, Date>().handler(async () => new Date()))).toEqualTypeOf<Lambda<Order, string>>()
expectTypeOf(withLambda(middy(orderHandler).use(injectLambdaContext(logger)).use(logMetrics(new Metrics())))).toExtend<
  Lambda<Order, { id: string; at: string }>
>()
expectTypeOf(withLambda(loader(() => middy(orderHandler)))).toEqualTypeOf<Lambda<Order, { id: string; at: string }>>()
declare function makeIdempotent<F extends (...args: never[]) => unknown>(
  fn: F,
): (...args: Parameters<F>) => ReturnType<F>
expectTypeOf(withLambda(makeIdempotent(orderHandler))).toEqualTypeOf<Lambda<Order, { id: string; at: string }>>()

// A class's method that is bound keeps its types.
class Service {
  async handle(order: Order): Promise<number> {
    return order.id.length
  }
}
const service = new Service()
expectTypeOf(withLambda(handler(service.handle.bind(service)))).toEqualTypeOf<Lambda<Order, number>>()

// Marks say what the types cannot.
expectTypeOf(withLambda(handler(byId))).toEqualTypeOf<Lambda<{ id: string }, string>>()
expectTypeOf(withLambda(handler(async (_event) => 'a'))).toEqualTypeOf<Lambda<unknown, string>>()
expectTypeOf(withLambda(handler(vi.fn(byId)))).toEqualTypeOf<Lambda<{ id: string }, string>>()
expectTypeOf(withLambda(handler(() => ({ handler: byId, n: 1 })))).toEqualTypeOf<Lambda<unknown, { n: number }>>()
expectTypeOf(withLambda(loader(() => ({ handler: byId })))).toEqualTypeOf<Lambda<{ id: string }, string>>()
expectTypeOf(
  withLambda(
    loader(async () => ({ a: { b: byId } })),
    { handler: 'a.b' },
  ),
).toEqualTypeOf<Lambda<{ id: string }, string>>()
// @ts-expect-error a loader takes nothing
loader(byId)

// What has no types stays unknown.
declare const foreign: () => Promise<unknown>
expectTypeOf(withLambda(loader(foreign))).toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf(withLambda(foreign)).toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf(withLambda(loader(() => ({ handler: JSON.parse('{}') as Anything })))).toEqualTypeOf<
  Lambda<unknown, unknown>
>()
expectTypeOf((await withLambda(async () => JSON.parse('{}')).invoke()).payload).toBeAny()
expectTypeOf(withLambda(loader(() => JSON.parse('{}')))).toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf(withLambda('src/orders.handler')).toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf(withLambda('src/orders.api.v1.get', { timeout: 3 })).toEqualTypeOf<Lambda<unknown, unknown>>()
declare const code: Code
expectTypeOf(withLambda(code)).toEqualTypeOf<Lambda<unknown, unknown>>()
expectTypeOf<HandlerOf<OrdersLoader, string>>().toBeUnknown()

// @ts-expect-error an inline handler's event needs a type: without one it would be `never`, silently
withLambda(async (event) => event)
// @ts-expect-error a promise is no loader
withLambda(import('./functions/orders.js'))
// @ts-expect-error a module is no loader
withLambda({ handler: byId })
// @ts-expect-error code is needed
withLambda()

// Helpers of a project: written for a kind of handler, or for any code.
function deployed<Event, Result>(load: () => Promise<{ handler: Handler<Event, Result> }>) {
  return withLambda(load, { region: 'eu-central-1' })
}
expectTypeOf(deployed(async () => ({ handler: typed }))).toEqualTypeOf<Lambda<{ id: string }, { at: string }>>()
function anything<C extends Code>(given: CheckedCode<C, 'handler'>) {
  return withLambda<C>(given, { region: 'eu-central-1' })
}
expectTypeOf(anything(() => import('./functions/orders.js'))).toExtend<Lambda<Order>>()
// @ts-expect-error no function is exported at 'handler'
anything(() => import('./functions/charge.js'))

// Every lambda is a Lambda, so that they fit into one list.
const lambdas: Lambda[] = [withLambda(byId), withLambda(s3), withLambda('src/orders.handler')]
export { lambdas }
