import { describe, expect, test } from 'vitest'
import type { ExecutionEnvironment } from '../../../src/environment/environment.js'
import type { FunctionConfig } from '../../../src/function/config.js'
import type { ThreadSandbox } from '../../../src/sandbox/thread/thread-sandbox.js'
import { callSetup, setupCalls } from '../../../src/vitest/worker/setup-calls.js'

const config = { functionName: 'orders', setup: './lambda.setup.ts' } as FunctionConfig

const environment = (phase: string, frozenAt: number): ExecutionEnvironment =>
  ({ phase, frozenAt }) as unknown as ExecutionEnvironment

describe('a call of a function of the setup module', () => {
  test.each([
    [[environment('frozen', 1), environment('frozen', 3), environment('frozen', 2)], 1],
    [[environment('frozen', 3), environment('frozen', 3)], 1],
    [[environment('frozen', 1), environment('invoke', 9)], 0],
  ])('goes to the environment that the next invocation takes: %#', async (environments, expected) => {
    const threadOf = (of: ExecutionEnvironment): ThreadSandbox =>
      ({
        inspect: () => 'running',
        call: async (name: string, args: unknown[]) => [environments.indexOf(of), name, ...args],
      }) as unknown as ThreadSandbox
    expect(await callSetup({ config, environments, threadOf }, 'calls', [1])).toEqual([expected, 'calls', 1])
  })
})

describe('the functions of a setup module', () => {
  test('are all there, and none makes them a promise', async () => {
    const calls = setupCalls<{ add(a: number, b: number): number }>(async (name, args) => [name, ...args])
    expect(await calls.add(1, 2)).toEqual(['add', 1, 2])
    expect(await calls).toBe(calls)
  })
})
