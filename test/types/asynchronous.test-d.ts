// What the compiler says about queued events, versions and aliases: what they resolve with, and what they take.

import { expect, expectTypeOf } from 'vitest'
import {
  type AliasOptions,
  type Delivery,
  type EventOutcome,
  type EventReport,
  type InvocationResult,
  invoke,
  type InvokeOptions,
  type Lambda,
  type UnexecutedOptions,
  type UnexecutedResult,
  withLambda,
} from 'vitest-lambda'

interface Order {
  readonly id: string
}
declare const accept: (order: Order) => Promise<{ id: string; at: Date }>
type Accepted = { id: string; at: string }
const orders = withLambda(accept)

// What does not run the function has no payload, and no record; what runs it has.
expectTypeOf(await invoke(orders, { id: 'a' }, { invocationType: 'Event' })).toEqualTypeOf<UnexecutedResult>()
expectTypeOf(await invoke(orders, { id: 'a' }, { invocationType: 'DryRun' })).toEqualTypeOf<UnexecutedResult>()
expectTypeOf(await orders.invoke({ id: 'a' }, { invocationType: 'Event' })).toEqualTypeOf<UnexecutedResult>()
expectTypeOf(await invoke(accept, { id: 'a' }, { invocationType: 'Event' })).toEqualTypeOf<UnexecutedResult>()
expectTypeOf(await invoke(orders, { id: 'a' }, { invocationType: 'RequestResponse' })).toEqualTypeOf<
  InvocationResult<Accepted>
>()
expectTypeOf(await orders.invoke({ id: 'a' }, { qualifier: 'live' })).toEqualTypeOf<InvocationResult<Accepted>>()
expectTypeOf((await orders.invoke({ id: 'a' }, { invocationType: 'Event' })).statusCode).toEqualTypeOf<202 | 204>()
// @ts-expect-error it has not run
void (await orders.invoke({ id: 'a' }, { invocationType: 'Event' })).record
// @ts-expect-error a wrong event
void invoke(orders, { id: 1 }, { invocationType: 'Event' })
// @ts-expect-error the same by the method
void orders.invoke({ id: 1 }, { invocationType: 'Event' })

// Which of the two, is known where it is written.
const queued: UnexecutedOptions = { invocationType: 'Event', deliverTwice: true, qualifier: 'live', tenantId: 'blue' }
expectTypeOf(await orders.invoke({ id: 'a' }, queued)).toEqualTypeOf<UnexecutedResult>()
// @ts-expect-error only what is queued is delivered twice
void orders.invoke({ id: 'a' }, { deliverTwice: true })
// @ts-expect-error the function's answer, which there is none of
const waited: InvokeOptions = { invocationType: 'Event' }
// @ts-expect-error no such type of invocation
void orders.invoke({ id: 'a' }, { invocationType: 'Async' })

// Reports have the payload of the function in each attempt.
expectTypeOf(await orders.settled()).toEqualTypeOf<readonly EventReport<Accepted>[]>()
const [report] = await orders.settled()
expectTypeOf(report?.attempts[0]?.payload.at).toEqualTypeOf<string | undefined>()
expectTypeOf(report?.outcome).toEqualTypeOf<EventOutcome | undefined>()
expectTypeOf(report?.destination).toEqualTypeOf<Delivery | undefined>()
expectTypeOf(report?.deadLetter?.attributes).toEqualTypeOf<Readonly<Record<string, string>> | undefined>()
expect(report).toHaveBeenAttempted(3)
expect(report).toReachDestination('onFailure', { requestPayload: { id: 'a' } })
expect(report?.attempts[2]).toReturn({ id: 'a', at: '' })
// @ts-expect-error a number
expect(report).toHaveBeenAttempted('3')
// @ts-expect-error no such destination
expect(report).toReachDestination('onError')

// By a version or an alias it is the same function.
expectTypeOf(orders.qualified('live')).toEqualTypeOf<typeof orders>()
expectTypeOf(orders.qualified('live')).toEqualTypeOf<Lambda<Order, Accepted>>()
expectTypeOf(await orders.qualified('live').invoke({ id: 'a' })).toEqualTypeOf<InvocationResult<Accepted>>()
expectTypeOf(await invoke(orders.qualified('1'), { id: 'a' })).toEqualTypeOf<InvocationResult<Accepted>>()
// @ts-expect-error a wrong event
void orders.qualified('live').invoke({ id: 1 })
// @ts-expect-error versions are texts
void orders.qualified(1)

// Aliases take AWS's keys.
expectTypeOf(await orders.publishVersion()).toEqualTypeOf<string>()
const routing: AliasOptions = {
  functionVersion: '1',
  additionalVersionWeights: { '2': 0.05 },
  provisionedConcurrentExecutions: 2,
}
void orders.createAlias('live', routing)
void orders.updateAlias('live', { additionalVersionWeights: {} })
// @ts-expect-error it routes somewhere
void orders.createAlias('live', { additionalVersionWeights: { '2': 0.05 } })
// @ts-expect-error versions are texts
void orders.createAlias('live', { functionVersion: 1 })
// @ts-expect-error weights are numbers
void orders.createAlias('live', { functionVersion: '1', additionalVersionWeights: { '2': '5%' } })
// @ts-expect-error AWS's API has it, but not around the weights
void orders.createAlias('live', { functionVersion: '1', routingConfig: { additionalVersionWeights: { '2': 0.05 } } })
// @ts-expect-error a misspelt key
void orders.updateAlias('live', { functionversion: '1' })
export { waited }
