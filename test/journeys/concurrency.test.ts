// Concurrency as a test sees it: reserved, and kept apart by tenant.

import { handler, invoke, LambdaServiceException, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const sleeping = handler(async ({ sleepMs = 0 }: { sleepMs?: number }) => {
  await new Promise((resolve) => setTimeout(resolve, sleepMs))
  return 'done'
})

describe('reserved concurrency', () => {
  test('throttles what is more, by the name, reason and members of AWS [CON-2, CON-3, API-8]', async () => {
    const orders = withLambda(sleeping, { reservedConcurrentExecutions: 2 })
    const running = [invoke(orders, { sleepMs: 100 }), invoke(orders, { sleepMs: 200 })]
    const third = invoke(orders, {})
    await expect(third).rejects.toBeInstanceOf(LambdaServiceException)
    await expect(third).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      statusCode: 429,
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      retryAfterSeconds: '1',
      Type: 'User',
    })
    for (const result of await Promise.all(running)) expect(result).toReturn('done')
    expect(await invoke(orders, {})).toReturn('done')
  })

  test('of 0 stops the function [CON-2]', async () => {
    const orders = withLambda(sleeping, { reservedConcurrentExecutions: 0 })
    await expect(orders.invoke({})).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    await orders.update({ reservedConcurrentExecutions: 1 })
    expect(await orders.invoke({})).toReturn('done')
  })

  test('counts all versions together, and gives back what failed [CON-1, CON-2]', async () => {
    const orders = withLambda(
      handler(async ({ fail }: { fail?: boolean }) => {
        await new Promise((resolve) => setTimeout(resolve, 10))
        if (fail) throw new Error('failed')
        return 'done'
      }),
      { reservedConcurrentExecutions: 1 },
    )
    await orders.publishVersion()
    const running = orders.invoke({ fail: true })
    await expect(orders.invoke({}, { qualifier: '1' })).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    expect(await running).toFailWith('Error')
    expect(await orders.invoke({}, { qualifier: '1' })).toReturn('done')
  })
})

describe('tenant isolation', () => {
  const counter = withLambda(() => import('./functions/lifecycle/counter.js'), {
    console: 'silent',
    tenancyConfig: { tenantIsolationMode: 'PER_TENANT' },
  })

  test('gives each tenant environments of its own [TEN-1]', async () => {
    const count = async (tenantId: string): Promise<unknown> => (await invoke(counter, {}, { tenantId })).payload
    expect([await count('blue'), await count('green'), await count('blue'), await count('green')]).toEqual([1, 1, 2, 2])
  })

  test('refuses an invocation that names no tenant, and one that names one where there are none [TEN-1]', async () => {
    await expect(counter.invoke({})).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "'counter' has a tenancy configuration, so each invocation names its tenant: invoke(…, { tenantId: 'blue' }).",
    })
    const plain = withLambda(() => import('./functions/lifecycle/counter.js'))
    await expect(plain.invoke({}, { tenantId: 'blue' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "'counter' has no tenancy configuration: leave tenantId out, or give the function " +
        "{ tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } }.",
    })
  })
})
