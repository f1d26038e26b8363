import { describe, expect, test } from 'vitest'
import { invoke } from '../../../src/vitest/worker/invoke.js'
import type { Lambda } from '../../../src/vitest/worker/lambda.js'
import { inScope, Scope } from '../../../src/vitest/worker/scope.js'

const named = async (): Promise<string | undefined> => process.env['AWS_LAMBDA_FUNCTION_NAME']

describe('invoke()', () => {
  test('hands a lambda its event and options, and gives back what that gives', async () => {
    const calls: unknown[] = []
    const lambda = {
      functionName: 'orders',
      invoke: (...args: unknown[]) => {
        calls.push(args)
        return Promise.resolve('result')
      },
    } as unknown as Lambda
    expect(await invoke(lambda, { a: 1 }, { logType: 'Tail' })).toBe('result')
    expect(calls).toEqual([[{ a: 1 }, { logType: 'Tail' }]])
  })

  test('makes one lambda of a bare handler, within one test', async () => {
    expect((await invoke(named)).record.invocationIndex).toBe(1)
    expect((await invoke(named)).record.invocationIndex).toBe(2)
    const other = new Scope('another test')
    expect((await inScope(other, () => invoke(named))).record.invocationIndex).toBe(1)
    await other.end()
  })

  test('rejects, and never throws: outside of a test, and for what is no code', async () => {
    await expect(inScope(undefined as unknown as Scope, () => invoke(named))).rejects.toThrow(
      'invoke() was called outside of a test',
    )
    await expect(invoke(null as never)).rejects.toThrow()
    await expect(invoke({} as never)).rejects.toThrow()
  })
})
