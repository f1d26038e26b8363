import { describe, expect, test } from 'vitest'
import type { ExecutionEnvironment } from '../../../src/environment/environment.js'
import type { FunctionConfig } from '../../../src/function/config.js'
import type { ThreadSandbox } from '../../../src/sandbox/thread/thread-sandbox.js'
import { callSetup, setupCalls } from '../../../src/vitest/worker/setup-calls.js'

const config = { functionName: 'orders', setup: './lambda.setup.ts' } as FunctionConfig

const environment = (phase: string, frozenAt: number): ExecutionEnvironment =>
  ({
    phase,
    frozenAt,
    spec: { code: CODE, plan: {}, time: { now: 5 }, timeoutMs: 1 },
  }) as unknown as ExecutionEnvironment

const CODE = { kind: 'module', id: 'src/orders', exportPath: 'handler' } as const
const never = (): never => {
  throw new Error('there is one already')
}

/** Tells which of `environments` is called, and what its Init would begin with. */
const threadOf =
  (environments: readonly ExecutionEnvironment[]) =>
  (of: ExecutionEnvironment): ThreadSandbox =>
    ({
      inspect: () => 'running',
      setup: {
        call: async (name: string, args: unknown[], ahead: () => unknown) => {
          return [environments.indexOf(of), name, ...args, ahead()]
        },
      },
    }) as unknown as ThreadSandbox

describe('a call of a function of the setup module', () => {
  test.each([
    [[environment('frozen', 1), environment('frozen', 3), environment('frozen', 2)], 1],
    [[environment('frozen', 3), environment('frozen', 3)], 1],
    [[environment('frozen', 1), environment('invoke', 9)], 0],
    [[environment('new', 9), environment('frozen', 1)], 1],
  ])('goes to the environment that the next invocation takes: %#', async (environments, expected) => {
    const holders = { config, environments, prepare: never, threadOf: threadOf(environments) }
    expect(await callSetup(holders, 'calls', [1])).toEqual([expected, 'calls', 1, undefined])
  })

  test('goes to a new one where there is none, whose Init goes on from there', async () => {
    const made = environment('new', 0)
    const given = [0, 'calls', { code: CODE, plan: { startsAt: 5, deadline: 130_005 } }]
    const holders = { config, environments: [], prepare: () => made, threadOf: threadOf([made]) }
    expect(await callSetup(holders, 'calls', [])).toEqual(given)
    expect(await callSetup({ ...holders, environments: [made], prepare: never }, 'calls', [])).toEqual(given)
  })

  test('makes none for what cannot cross', async () => {
    const holders = { config, environments: [], prepare: never, threadOf: threadOf([]) }
    await expect(callSetup(holders, 'calls', [() => 1])).rejects.toThrow('an argument of orders: setup().calls()')
  })
})

describe('the functions of a setup module', () => {
  test('are all there, and none makes them a promise', async () => {
    const calls = setupCalls<{ add(a: number, b: number): number }>(async (name, args) => [name, ...args])
    expect(await calls.add(1, 2)).toEqual(['add', 1, 2])
    expect(await calls).toBe(calls)
  })
})
