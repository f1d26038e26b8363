// Type tests of the matchers, compiled by `tsc -p test/types/tsconfig.json` as a user's project would be.

import { expect, vi } from 'vitest'
import type { WarmReport } from '../../src/compare/report.js'
import { createMatchers } from '../../src/matchers/all.js'
import type { InvocationResult } from '../../src/record/result.js'
import { invocationSerializer } from '../../src/record/serializer.js'
import type { Returned } from '../../src/vitest/worker/matcher-types.js'

interface Order {
  readonly id: number
  readonly total: string
}
declare const result: InvocationResult<Order>
declare const either: InvocationResult<Order | null>
declare const untyped: InvocationResult
declare const report: WarmReport
declare const pending: Promise<InvocationResult<Order>>
declare const schema: { '~standard': { version: 1; vendor: string; validate: (value: unknown) => { value: unknown } } }
const spy = vi.fn((id: number) => ({ id }))

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function assert<_T extends true>(): void {}

// What is compared with the payload has the payload's type.
assert<Same<Returned<InvocationResult<Order>>, Order>>()
assert<Same<Returned<InvocationResult<Order | null>>, Order | null>>()
assert<Same<Returned<InvocationResult>, unknown>>()
assert<Same<Returned<typeof spy>, never>>()
assert<Same<Returned<string>, unknown>>()

// They are registered as they are, and so is the serializer.
expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))
expect.extend(createMatchers({ isMockFunction: vi.isMockFunction, defineHelper: vi.defineHelper }))
expect.addSnapshotSerializer(invocationSerializer)

// toReturn: the payload, with asymmetric matchers anywhere.
expect(result).toReturn()
expect(result).toReturn({ id: 1, total: '9.00' })
expect(result).toReturn({ id: expect.any(Number), total: expect.stringMatching(/^\d/) })
expect(result).toReturn(expect.objectContaining({ id: 1 }))
expect(result).toReturn(expect.schemaMatching(schema))
expect(result).not.toReturn({ id: 2, total: '' })
expect(either).toReturn(null)
expect(untyped).toReturn({ anything: 'goes' })
expect.soft(result).toReturn({ id: 1, total: '' })
// @ts-expect-error a member is missing
expect(result).toReturn({ id: 1 })
// @ts-expect-error a misspelt member
expect(result).toReturn({ id: 1, total: '', totl: '' })
// @ts-expect-error JSON has no Date
expect(result).toReturn({ id: 1, total: new Date(0) })
// @ts-expect-error one value is compared
expect(result).toReturn({ id: 1, total: '' }, 'why')
// @ts-expect-error null is not what it answers
expect(result).not.toReturn(null)

expect(result).toReturnPayload()
expect(result).toReturnPayload({ id: 1, total: expect.any(String) })
// @ts-expect-error a member is missing
expect(result).toReturnPayload({ id: 1 })

// toReturn of a spy is still Vitest's, which compares nothing.
expect(spy).toReturn()
expect(spy).not.toReturn()
expect(spy).toHaveReturned()
// @ts-expect-error the spy matcher takes no value: toHaveReturnedWith does
expect(spy).toReturn({ id: 1 })

// A promise has to be awaited, or resolved by the assertion.
// @ts-expect-error await the invocation first
expect(pending).toReturn({ id: 1, total: '' })
await expect(pending).resolves.toReturn({ id: 1, total: '' })
await expect(pending).resolves.not.toBeColdStart()
await expect.poll(() => pending).toReturn({ id: 1, total: '' })
await expect.poll(() => result).toHaveLogged('order')
// @ts-expect-error a member is missing
await expect(pending).resolves.toReturn({ id: 1 })
const settled: Promise<void> = expect(pending).resolves.toTimeOut()
const polled: Promise<void> = expect.poll(() => result).toBeWarmStart()
const done: void = expect(result).toBeColdStart()
export { done, polled, settled }

expect(result).toFailWith('TypeError')
expect(result).toFailWith(/boom/)
expect(result).toFailWith({ errorType: 'TypeError', errorMessage: expect.stringContaining('boom') })
// @ts-expect-error an error is expected
expect(result).toFailWith()
// @ts-expect-error an error crosses Lambda as JSON: no class arrives
expect(result).toFailWith(TypeError)
// @ts-expect-error a misspelt key
expect(result).toFailWith({ message: 'boom' })

expect(result).toTimeOut()
// @ts-expect-error the timeout is the function's
expect(result).toTimeOut(3)

expect(result).toBeColdStart()
expect(result).not.toBeWarmStart()
// @ts-expect-error nothing is compared
expect(result).toBeColdStart(true)

expect(result).toHaveLogged('order 1')
expect(result).toHaveLogged(/order \d/, 'INFO')
expect(result).toHaveLogged({ order: { id: expect.any(Number) } }, 'ERROR')
expect(result).toHaveLogged(expect.stringContaining('order'))
// @ts-expect-error levels are written as AWS writes them
expect(result).toHaveLogged('order 1', 'info')
// @ts-expect-error a pattern is expected
expect(result).toHaveLogged()

expect(result).toHaveEmittedMetric('Orders')
expect(result).toHaveEmittedMetric('Orders', {
  value: 1,
  unit: 'Count',
  dimensions: { service: 'orders' },
  namespace: 'shop',
})
expect(result).toHaveEmittedMetric('Orders', { value: expect.closeTo(1.5) })
// @ts-expect-error a misspelt key
expect(result).toHaveEmittedMetric('Orders', { values: 1 })

expect(result).toHaveTmpFile('/tmp/report.csv')
expect(result).toHaveTmpFile('/tmp/report.csv', 'id,total')
expect(result).toHaveTmpFile('/tmp/report.csv', /^id/)
expect(result).toHaveTmpFile('/tmp/report.csv', new Uint8Array([1]))
expect(result).toHaveTmpFile('/tmp/report.csv', expect.stringContaining('id'))
// @ts-expect-error JSON is text in a file
expect(result).toHaveTmpFile('/tmp/report.json', { id: 1 })

expect(result).toRespondWith({ statusCode: 200 })
expect(result).toRespondWith({ statusCode: 200, headers: { 'content-type': /json/ }, body: { id: 1 } })
expect(result).toRespondWith({ headers: { 'set-cookie': ['a=1', 'b=2'], 'x-powered-by': undefined } })
// @ts-expect-error a misspelt key
expect(result).toRespondWith({ status: 200 })
// @ts-expect-error headers are looked up by name
expect(result).toRespondWith({ headers: 'content-type' })

expect(result).toReportBatchItemFailures(['a', 'b'])
// @ts-expect-error a list of ids
expect(result).toReportBatchItemFailures('a')

expect(result).toLeak()
expect(result).not.toLeak('fetch')
expect(result).toLeak({ kind: 'timer', what: expect.stringContaining('ms'), at: /track/ })
expect(result).toResume({ what: '100 ms', at: 'track.ts:14', invocation: 1 })
const [leak] = result.record.leaks ?? []
if (leak) expect(result).toResume(leak)
// @ts-expect-error no kind of leak
expect(result).toLeak('timeout')
// @ts-expect-error a misspelt key
expect(result).toLeak({ where: 'track.ts' })

expect(result).toReuseConnections()
expect(result).toReuseConnections(1)
expect(result).not.toOpenConnections()
expect(result).toOpenConnections(2)
// @ts-expect-error a number is expected
expect(result).toOpenConnections('2')

expect(report).toBehaveTheSameWarm()
expect(report).not.toBehaveTheSameWarm()
// @ts-expect-error nothing is compared
expect(report).toBehaveTheSameWarm(true)

// Asymmetric forms fit wherever a value is expected.
expect([result]).toEqual([expect.toBeColdStart()])
expect([result]).toEqual([expect.not.toBeWarmStart()])
expect([result]).toEqual([expect.toReturn({ id: 1 })])
expect([result]).toEqual([expect.toReturn()])
expect([result]).toEqual([expect.not.toReturn(1)])
expect([result]).toEqual([expect.toReturnPayload({ id: 1 })])
expect([result]).toEqual([expect.toFailWith('TypeError')])
expect([result]).toEqual([expect.toRespondWith({ statusCode: 200 })])
expect([result]).toEqual([expect.toReportBatchItemFailures(['a'])])
expect([result]).toEqual([expect.not.toLeak('timer')])
expect([result]).toEqual([expect.toReuseConnections(1)])
expect(spy).toHaveBeenCalledWith(expect.toHaveLogged('order'))
const typed: InvocationResult<Order> = expect.toTimeOut()
export { typed }
