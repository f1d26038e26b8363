import { describe, expect, test } from 'vitest'
import { Environment } from '../../src/environment/environment.js'
import { Pool } from '../../src/environment/pool.js'
import { readCall } from '../../src/invoke/call.js'
import { Concurrency } from '../../src/invoke/concurrency.js'
import { admit, type Invocable, toResult } from '../../src/invoke/invoke.js'
import type { AnyInvokeOptions } from '../../src/invoke/options.js'
import type { InvocationResult } from '../../src/record/result.js'
import type { Settled } from '../../src/sandbox/port.js'
import { answered, type Course, FakeSandbox, FakeTime, spec } from '../environment/sandbox.js'

const concurrency = new Concurrency()

interface Target extends Invocable {
  readonly requestId: () => string
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
    version: '$LATEST',
    requestId: () => `request ${++requests}`,
    pool,
    sandboxes,
  }
}

/** As a deployment does. */
async function invoke(orders: Target, event?: unknown, options?: AnyInvokeOptions): Promise<InvocationResult> {
  const { requestId } = orders
  const isolatesTenants = options?.tenantId !== undefined
  const called = { functionArn: 'arn:orders', timeoutMs: 3000, isolatesTenants, requestId, traceId: () => 'Root=0' }
  const call = readCall(called, event, options)
  const admission = admit(orders, call, { concurrency, reserved: undefined, provisioned: 0 })
  try {
    return toResult(await admission.completed, orders.version, call.tail)
  } finally {
    await admission.leave()
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

describe('an invocation that is let in', () => {
  test('resolves with the answer, its version and its record, and nothing else [API-2]', async () => {
    const result = await invoke(target(), { a: 1 })
    expect(result).toEqual({
      statusCode: 200,
      payload: 'answer',
      executedVersion: '$LATEST',
      record: expect.objectContaining({ requestId: 'request 1' }),
    })
    expect(Object.isFrozen(result)).toBe(true)
  })

  test('resolves with the error of a function that failed, as payload too [ERR-1, ERR-16]', async () => {
    const result = await invoke(target(failing), {})
    const error = { errorType: 'TypeError', errorMessage: 'boom', trace: [] }
    expect(result).toMatchObject({ statusCode: 200, functionError: 'Unhandled', payload: error, error })
  })

  test('hands the event over as JSON text, with the ARN and a new request id each time', async () => {
    const orders = target()
    await invoke(orders, { a: [1] })
    await invoke(orders, undefined)
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
    await invoke(orders, {}, { tenantId: 'blue', remainingTimeInMillis: 20 })
    const [invocation] = orders.sandboxes[0]?.invocations ?? []
    expect(invocation).toMatchObject({ tenantId: 'blue', deadline: new FakeTime().now + 20 })
    expect(invocation).not.toHaveProperty('clientContext')
  })

  test('gives the end of the log with Tail, and only then [LOG-21]', async () => {
    const orders = target()
    expect(await invoke(orders, {}, { logType: 'None' })).not.toHaveProperty('logResult')
    const { logResult, record } = await invoke(orders, {}, { logType: 'Tail' })
    expect(Buffer.from(logResult ?? '', 'base64').toString()).toBe(record.logs.map(({ line }) => `${line}\n`).join(''))
  })

  test('is not reached by an illegal event or option', async () => {
    const orders = target()
    await expect(invoke(orders, 1n)).rejects.toThrow(TypeError)
    await expect(invoke(orders, {}, { tenantId: '' })).rejects.toThrow(/tenantId/)
    expect(orders.pool.environments).toEqual([])
  })

  test('gives its environment back, also when that was stopped', async () => {
    const orders = target()
    await invoke(orders, {})
    const [sandbox] = orders.sandboxes
    if (sandbox) sandbox.deliver = () => Promise.reject(new Error('stopped'))
    await expect(invoke(orders, {})).rejects.toThrow('stopped')
    expect(orders.pool.take()).toBe(orders.pool.environments[0])
  })

  test('has two at once run in two environments [LIF-1]', async () => {
    const orders = target()
    const results = await Promise.all([invoke(orders, {}), invoke(orders, {})])
    expect(results.map(({ record }) => record.invocationIndex)).toEqual([1, 1])
    expect(orders.sandboxes).toHaveLength(2)
  })
})
