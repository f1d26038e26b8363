// The reset of an environment whose process was lost: what is gone, and what the next invocation still finds.

import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { invoke, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const lambda = withLambda(() => import('./functions/lifecycle/resets.js'), { console: 'silent' })

describe.each(['timeout', 'exit', 'signal', 'uncaught'] as const)('after a %s', (end) => {
  test('module state, globals and variables are gone, /tmp is kept, and the environment is the same [RST-1, RST-2, RST-3]', async () => {
    const before = await invoke(lambda, {})
    const warm = await invoke(lambda, {})
    const lost = await invoke(lambda, { end })
    const after = await invoke(lambda, {})
    expect(before).toReturn({ module: 1, global: 1, files: ['0'] })
    expect(warm).toReturn({ module: 2, global: 2, variable: 'yes', files: ['0', '1'] })
    expect(lost.functionError).toBe('Unhandled')
    expect(after).toReturn({ module: 1, global: 1, files: ['0', '1', '2', '3'] })
    expect(after.record.environmentId).toBe(before.record.environmentId)
    expect(after.record.invocationIndex).toBe(4)
  })

  test('the next invocation starts cold, with Init inside it and no init line of its own [RST-1, INIT-11]', async () => {
    const lost = await invoke(lambda, { end })
    const after = await invoke(lambda, {})
    expect(lost.functionError).toBe('Unhandled')
    expect(after).toBeColdStart()
    expect(after.record.phases.map(({ phase }) => phase)).toEqual(['init', 'invoke'])
    expect(after.record.report).not.toHaveProperty('initDurationMs')
    expect(after).not.toHaveLogged(/INIT_(START|REPORT)/)
  })

  test('timers of the lost process never fire [RST-2]', async () => {
    const lost = await invoke(lambda, { end, leave: true })
    await lambda.idle('1m')
    const after = await invoke(lambda, {})
    expect(lost.functionError).toBe('Unhandled')
    expect(after).not.toHaveLogged('left over')
  })
})

describe('the next attempt after a timeout', () => {
  test.each(['in-process', 'thread'] as const)(
    'begins after the deadline, %s: what was locked until then is free [RST-1]',
    async (isolation) => {
      const locking = withLambda('test/journeys/functions/lifecycle/locks.handler', { console: 'silent', isolation })
      const lost = await locking.invoke({ hang: true })
      const after = await locking.invoke({})
      expect(lost).toTimeOut()
      expect(lost.record.report).toMatchObject({ durationMs: 3000, billedDurationMs: 3000 })
      expect(after).toReturn({ lateMs: 1 })
      expect(after.record.phases.map(({ phase }) => phase)).toEqual(['init', 'invoke'])
    },
  )

  test('does again what Powertools guards, and does not find it in progress [RST-1]', async () => {
    const table = mockClient(DynamoDBClient).on(UpdateItemCommand).resolves({})
    let lockedUntil = -Infinity
    table.on(PutItemCommand).callsFake(({ Item: item, ExpressionAttributeValues: values }: PutItemCommandInput) => {
      const refused = lockedUntil >= Number(values?.[':now_in_millis']?.N)
      if (refused) throw new ConditionalCheckFailedException({ $metadata: {}, message: 'locked', Item: item })
      lockedUntil = Number(item?.['in_progress_expiration']?.N)
    })
    const paying = withLambda(() => import('./functions/lifecycle/paid-once.js'), { console: 'silent' })
    expect(await paying.invoke({ id: 'o-1', takesMs: 60_000 })).toTimeOut()
    expect(await paying.invoke({ id: 'o-1', takesMs: 10 })).toReturn('o-1 paid')
    table.restore()
  })
})

describe('after an error that the handler throws', () => {
  test('nothing is reset: the next invocation is warm [ERR-1]', async () => {
    const failed = await invoke(lambda, { end: 'throw' })
    const after = await invoke(lambda, {})
    expect(failed).toFailWith('Error')
    expect(after).toBeWarmStart()
    expect(after).toReturn(expect.objectContaining({ module: 2, global: 2 }))
  })
})

describe('after a response of more than 6 MB', () => {
  const big = withLambda(async ({ bytes }: { bytes: number }) => 'x'.repeat(bytes - 2), { console: 'silent' })

  test('the caller gets Function.ResponseSizeTooLarge, and the environment stays warm [ERR-14]', async () => {
    const refused = await invoke(big, { bytes: 6_291_557 })
    expect(refused).toFailWith({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).',
    })
    const next = await invoke(big, { bytes: 6_291_556 })
    expect(next).toBeWarmStart()
    expect(next.payload).toHaveLength(6_291_554)
  })

  test('the report names the reason [LOG-4]', async () => {
    const refused = await invoke(big, { bytes: 7_000_000 })
    expect(refused.record.outcome).toBe('error')
    expect(refused.record.logs.at(-1)?.line).toMatch(/\tStatus: error\tError Type: Function\.ResponseSizeTooLarge$/)
  })

  test('bytes count, not characters', async () => {
    const wide = withLambda(async ({ characters }: { characters: number }) => 'ä'.repeat(characters), {
      console: 'silent',
    })
    expect(await invoke(wide, { characters: 3_145_777 })).toReturn(expect.any(String))
    expect(await invoke(wide, { characters: 3_145_778 })).toFailWith('Function.ResponseSizeTooLarge')
  })
})
