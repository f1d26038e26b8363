// What the compiler says about setup modules: what they are given, and how a test calls their functions.

import { expectTypeOf } from 'vitest'
import { type MockFactory, type SetupCalls, type SetupContext, withLambda } from 'vitest-lambda'

const orders = withLambda(() => import('./functions/orders.js'), { isolation: 'thread', setup: './lambda.setup.ts' })

// The functions that the module exports by name, each of which gives a promise.
type Setup = typeof import('./functions/setup.js')
const calls = orders.setup<Setup>()
expectTypeOf<keyof typeof calls>().toEqualTypeOf<'queries' | 'answer'>()
expectTypeOf(calls.queries).toEqualTypeOf<() => Promise<string[][]>>()
expectTypeOf(calls.answer).toEqualTypeOf<(row: string, times?: number) => Promise<number>>()
expectTypeOf(calls).toEqualTypeOf<SetupCalls<Setup>>()

// Without its type, nothing is known of the module.
expectTypeOf<keyof ReturnType<typeof orders.setup<object>>>().toBeNever()
// @ts-expect-error: name the module: setup<typeof import('./lambda.setup.js')>()
void orders.setup().queries
// @ts-expect-error: its functions take what they take
void calls.answer(1)

// The original has the type that mock() is given, or unknown exports.
declare const context: SetupContext
context.mock<typeof import('./functions/orders.js')>('./orders.js', async (original) => {
  expectTypeOf(await original()).toEqualTypeOf<typeof import('./functions/orders.js')>()
  return { ...(await original()) }
})
context.mock('node:os', async (original) => ({ ...(await original()), hostname: () => 'here' }))
expectTypeOf<Parameters<MockFactory>[0]>().returns.resolves.toEqualTypeOf<Record<string, unknown>>()
// @ts-expect-error: a mock needs a factory
context.mock('node:os')
// @ts-expect-error: which gives an object
context.mock('node:os', () => 'text')
