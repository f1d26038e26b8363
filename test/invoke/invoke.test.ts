import { describe, expect, test } from 'vitest'
import { Environment } from '../../src/environment/environment.js'
import { Pool } from '../../src/environment/pool.js'
import { type Invocable, invokeFunction } from '../../src/invoke/invoke.js'
import type { Settled } from '../../src/sandbox/port.js'
import { answered, type Course, FakeSandbox, FakeTime, spec } from '../environment/sandbox.js'

interface Target extends Invocable {
  readonly sandboxes: FakeSandbox[]
}

function target(...deliveries: Course<Settled>[]): Target {
  const time = new FakeTime()
  const sandboxes: FakeSandbox[] = []
  let requests = 0
  const pool = new Pool({
    create: () => {
      const sandbox = new FakeSandbox(time, undefined, deliveries.length > 0 ? deliveries : [answered])
      sandboxes.push(sandbox)
      return new Environment(spec(time), sandbox)
    },
    maximumIdleMs: 1000,
    time,
  })
  return {
    functionArn: 'arn:orders',
    version: '$LATEST',
    timeoutMs: 3000,
    requestId: () => `request ${++requests}`,
    pool,
    sandboxes,
  }
}

const failing: Course<Settled> = {
  end: {
    outcome: 'error',
    payload: '{"errorType":"TypeError","errorMessage":"boom","trace":[]}',
    survives: true,
    missingEnv: [],
  },
}

describe('invokeFunction()', () => {
  test('resolves with the answer, its version and its record, and nothing else [API-2]', async () => {
    const result = await invokeFunction(target(), { a: 1 }, undefined)
    expect(result).toEqual({
      statusCode: 200,
      payload: 'answer',
      executedVersion: '$LATEST',
      record: expect.objectContaining({ requestId: 'request 1' }),
    })
    expect(Object.isFrozen(result)).toBe(true)
  })

  test('resolves with the error of a function that failed, as payload too [ERR-1, ERR-16]', async () => {
    const result = await invokeFunction(target(failing), {}, undefined)
    const error = { errorType: 'TypeError', errorMessage: 'boom', trace: [] }
    expect(result).toMatchObject({ statusCode: 200, functionError: 'Unhandled', payload: error, error })
  })

  test('hands the event over as JSON text, with the ARN and a new request id each time', async () => {
    const orders = target()
    await invokeFunction(orders, { a: [1] }, undefined)
    await invokeFunction(orders, undefined, undefined)
    const invocations = orders.sandboxes[0]?.invocations.map(({ requestId, event, functionArn }) => ({
      requestId,
      event,
      functionArn,
    }))
    expect(invocations).toEqual([
      { requestId: 'request 1', event: '{"a":[1]}', functionArn: 'arn:orders' },
      { requestId: 'request 2', event: '{}', functionArn: 'arn:orders' },
    ])
  })

  test('hands the options over, and less time where that is asked for', async () => {
    const orders = target()
    await invokeFunction(orders, {}, { tenantId: 'blue', remainingTimeInMillis: 20 })
    const [invocation] = orders.sandboxes[0]?.invocations ?? []
    expect(invocation).toMatchObject({ tenantId: 'blue', deadline: new FakeTime().now + 20 })
    expect(invocation).not.toHaveProperty('clientContext')
  })

  test('gives the end of the log with Tail, and only then [LOG-21]', async () => {
    const orders = target()
    expect(await invokeFunction(orders, {}, { logType: 'None' })).not.toHaveProperty('logResult')
    const { logResult, record } = await invokeFunction(orders, {}, { logType: 'Tail' })
    expect(Buffer.from(logResult ?? '', 'base64').toString()).toBe(record.logs.map(({ line }) => `${line}\n`).join(''))
  })

  test('refuses an illegal event or option before an environment is made', async () => {
    const orders = target()
    await expect(invokeFunction(orders, 1n, undefined)).rejects.toThrow(TypeError)
    await expect(invokeFunction(orders, {}, { tenantId: '' })).rejects.toThrow(/tenantId/)
    expect(orders.pool.environments).toEqual([])
  })

  test('gives its environment back, also when that was stopped', async () => {
    const orders = target()
    await invokeFunction(orders, {}, undefined)
    const [sandbox] = orders.sandboxes
    if (sandbox) sandbox.deliver = () => Promise.reject(new Error('stopped'))
    await expect(invokeFunction(orders, {}, undefined)).rejects.toThrow('stopped')
    expect(orders.pool.take()).toBe(orders.pool.environments[0])
  })

  test('has two at once run in two environments [LIF-1]', async () => {
    const orders = target()
    const results = await Promise.all([invokeFunction(orders, {}, undefined), invokeFunction(orders, {}, undefined)])
    expect(results.map(({ record }) => record.invocationIndex)).toEqual([1, 1])
    expect(orders.sandboxes).toHaveLength(2)
  })
})
