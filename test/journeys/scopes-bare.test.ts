// invoke() with a bare handler function: one implicit lambda per test and function.

import { handler, invoke, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { attempt } from '../vitest/worker/attempt.js'

const other = async (): Promise<string | undefined> => process.env['AWS_LAMBDA_FUNCTION_NAME']

async function stream(event: { write?: boolean }): Promise<string | undefined> {
  if (event.write) process.env['WRITTEN'] = 'yes'
  return `${process.env['AWS_LAMBDA_LOG_STREAM_NAME']} ${process.env['WRITTEN']}`
}

describe('invoke(handler)', () => {
  test('is warm the second time: the function stands for one lambda within a test', async () => {
    const first = await invoke(stream, { write: true })
    const second = await invoke(stream, {})
    expect(second.record.invocationIndex).toBe(2)
    expect(second.payload).toBe(first.payload)
  })

  test('begins anew in each test', async () => {
    const result = await invoke(stream, {})
    expect(result.record.invocationIndex).toBe(1)
    expect(result.payload).toMatch(/ undefined$/)
  })

  test('keeps two functions apart, and names each after itself', async () => {
    expect((await invoke(stream, {})).record.functionArn).toMatch(/:function:stream$/)
    expect(await invoke(other)).toReturn('other')
    expect((await invoke(other)).record.invocationIndex).toBe(2)
  })

  test('keeps the same function in concurrent attempts apart', async () => {
    const indices: number[] = []
    await Promise.all(
      [1, 2, 3].map(() => attempt(async () => void indices.push((await invoke(other)).record.invocationIndex))),
    )
    expect(indices).toEqual([1, 1, 1])
  })

  test('takes a function that was marked as a handler', async () => {
    const marked = handler(async () => 'marked')
    expect(await invoke(marked)).toReturn('marked')
    expect((await invoke(marked)).record.invocationIndex).toBe(2)
  })

  test('is another lambda than one that is made of the same function', async () => {
    const lambda = withLambda(other, { functionName: 'named' })
    expect(await invoke(lambda)).toReturn('named')
    expect(await invoke(other)).toReturn('other')
  })

  test('refuses what is no code, by rejecting', async () => {
    await expect(invoke(42 as never)).rejects.toThrow(/invoke|withLambda/)
  })
})
