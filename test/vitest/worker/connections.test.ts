import { handler, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { connectionOf, sourceConnection } from '../../../src/vitest/worker/connections.js'

const ARN = 'arn:aws:lambda:eu-west-1:210987654321:function:orders'
const orders = withLambda(
  handler(async (_event: unknown, { invokedFunctionArn }: { invokedFunctionArn: string }) => invokedFunctionArn),
  { functionName: 'orders', region: 'eu-west-1', accountId: '210987654321', timeout: 7, seed: 1 },
)

describe('the connection of a source to a lambda', () => {
  test('knows which function it is, before any test runs it', () => {
    const fn = {
      functionName: 'orders',
      functionArn: ARN,
      timeoutMs: 7_000,
      region: 'eu-west-1',
      accountId: '210987654321',
    }
    expect(sourceConnection(orders).function).toEqual(fn)
    expect(sourceConnection(orders.qualified('live')).function).toEqual({ ...fn, functionArn: `${ARN}:live` })
  })

  test('that is made after an update knows its timeout, since mappings are checked by it [SQS-4]', async () => {
    await orders.update({ timeout: 60 })
    expect(sourceConnection(orders).function.timeoutMs).toBe(60_000)
  })

  test('that is made to a version or an alias knows the longest timeout that is behind it [SQS-4]', async () => {
    const timeoutOf = (qualifier: string): number => sourceConnection(orders.qualified(qualifier)).function.timeoutMs
    await orders.update({ timeout: 60 })
    await orders.publishVersion()
    await orders.update({ timeout: 5 })
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '2', additionalVersionWeights: { '1': 0.01 } })
    await orders.createAlias('next', { functionVersion: '$LATEST' })
    await orders.update({ timeout: 9 })
    expect(['1', '2', 'live', 'next', '$LATEST'].map(timeoutOf)).toEqual([60_000, 5_000, 60_000, 9_000, 9_000])
    // There is nothing behind it so far: it will be published from what is there now.
    expect(timeoutOf('later')).toBe(9_000)
  })

  test('reaches one and the same deployment in a test, whose ids and agenda it shares', async () => {
    const connection = sourceConnection(orders)
    const target = connection.target('poll()')
    expect(connection.target('send()')).toBe(target)
    expect(sourceConnection(orders).target('poll()').agenda).toBe(target.agenda)
    expect(target.uuid()).not.toBe(target.uuid())
  })

  test('invokes the function, by its qualifier where there is one [CTX-6]', async () => {
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1' })
    const [plain, live] = [orders, orders.qualified('live')].map((each) => sourceConnection(each).target('poll()'))
    expect(await plain?.invoke({})).toReturn(ARN)
    const result = await live?.invoke({})
    expect(result).toReturn(`${ARN}:live`)
    expect(result?.executedVersion).toBe('1')
  })

  test('queues events for it, whose reports settled() does not give again [ASY-1]', async () => {
    const target = sourceConnection(orders).target('publish()')
    const report = target.queue({}, { where: 'sources.sns()', verb: 'topic.settled()' })
    await target.agenda.run(() => false)
    expect(await report).toHaveBeenAttempted(1)
    expect(await orders.settled()).toEqual([])
  })

  test('is made to no function that isolates tenants, since a source names none [TEN-1]', () => {
    const isolating = withLambda(
      handler(async () => 'done'),
      { functionName: 'tenants', tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } },
    )
    expect(() => sourceConnection(isolating)).toThrow(
      "'tenants' has a tenancy configuration, so each invocation names its tenant, and a source names none: invoke it with " +
        "{ tenantId: 'blue' }, or leave tenancyConfig out where you test it with a source.",
    )
  })

  test.each([[{}], [undefined], [() => {}]])('is made to lambdas only: %o', (given) => {
    expect(() => connectionOf(given as never)).toThrow(
      'a source is connected to what withLambda() returns, or qualified() of it: const orders = withLambda(…); ' +
        'sources.sqs(orders)',
    )
  })
})
