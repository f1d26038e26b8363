// Versions and aliases as a test uses them: published, routed to by weight, rolled back, provisioned.

import {
  handler,
  invoke,
  type Lambda,
  type LambdaConfig,
  LambdaServiceException,
  loader,
  withLambda,
} from 'vitest-lambda'
import { beforeEach, describe, expect, test } from 'vitest'

const answering = (answer: string) =>
  handler(async (_event: unknown, context: { invokedFunctionArn: string }) => ({
    answer,
    arn: context.invokedFunctionArn,
  }))

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:orders'

function deploy(answer = 'one', config = {}): Lambda<unknown, { answer: string; arn: string }> {
  return withLambda(answering(answer), { functionName: 'orders', ...config })
}

describe('a published version', () => {
  test('is what the function was then, whatever it becomes [CP-4, CP-5]', async () => {
    const orders = deploy('one')
    expect(await orders.publishVersion()).toBe('1')
    await orders.update({ code: answering('two') })
    expect(await orders.publishVersion()).toBe('2')
    const answers = ['1', '2', '$LATEST'].map((qualifier) => invoke(orders, {}, { qualifier }))
    expect((await Promise.all(answers)).map(({ payload }) => payload.answer)).toEqual(['one', 'two', 'two'])
  })

  test('is named in the result, the record, the ARN of the context and the log stream [API-3, CTX-6, CTX-7, CP-7]', async () => {
    const orders = deploy()
    await orders.publishVersion()
    const result = await orders.invoke({}, { qualifier: '1' })
    expect(result).toReturn({ answer: 'one', arn: `${ARN}:1` })
    expect(result.executedVersion).toBe('1')
    expect(result.record).toMatchObject({ version: '1', functionArn: `${ARN}:1` })
    expect(result.record.logs.map(({ line }) => line)).toContainEqual(expect.stringMatching(/^START .* Version: 1$/))
    expect((await orders.invoke({})).executedVersion).toBe('$LATEST')
  })

  test('keeps its environments beside those of $LATEST, which an update ends [CP-4, CP-7]', async () => {
    const orders = deploy()
    await orders.publishVersion()
    await orders.invoke({}, { qualifier: '1' })
    await orders.invoke({})
    await orders.update({ timeout: 5 })
    expect(await orders.invoke({}, { qualifier: '1' })).toBeWarmStart()
    expect((await orders.invoke({})).record.coldStart).toBe(true)
  })

  test('is the same as the last while nothing has changed, and numbers are not used again [CP-5]', async () => {
    const orders = deploy()
    expect([await orders.publishVersion(), await orders.publishVersion()]).toEqual(['1', '1'])
    await orders.update({ timeout: 5 })
    expect(await orders.publishVersion()).toBe('2')
    await orders.update({ timeout: 5 })
    expect(await orders.publishVersion()).toBe('2')
  })

  test('is the same as the last, too, where an update leaves version and code as they are [CP-5]', async () => {
    const orders = deploy()
    await orders.publishVersion()
    await orders.update({ timeout: 3 })
    expect(await orders.publishVersion()).toBe('1')
    await orders.update({ reservedConcurrentExecutions: 5, maximumRetryAttempts: 0, tags: { team: 'shop' } })
    expect(await orders.publishVersion()).toBe('1')
    await orders.update({
      destinationConfig: { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:failed' } },
    })
    expect(await orders.publishVersion()).toBe('1')
    await orders.update({ deadLetterConfig: { targetArn: 'arn:aws:sqs:us-east-1:123456789012:dead' } })
    expect(await orders.publishVersion()).toBe('2')
  })

  test('has the configuration it was published with [CP-5]', async () => {
    const orders = deploy('one', { environment: { TABLE: 'old' } })
    const told = withLambda(
      handler(async () => process.env['TABLE']),
      { environment: { TABLE: 'old' } },
    )
    await told.publishVersion()
    await told.update({ environment: { TABLE: 'new' } })
    expect(await told.invoke({}, { qualifier: '1' })).toReturn('old')
    expect(await told.invoke({})).toReturn('new')
    expect(orders.functionName).toBe('orders')
  })

  test('is not asked for by an empty qualifier, which says what one looks like [CP-7]', async () => {
    await expect(deploy().invoke({}, { qualifier: '' })).rejects.toThrow(
      new TypeError("invoke(): qualifier is '': it takes a version such as '1', or an alias."),
    )
  })

  test('that is not there is not found, and what is there is named [API-6, CP-7]', async () => {
    const orders = deploy()
    const refused = orders.invoke({}, { qualifier: '7' })
    await expect(refused).rejects.toBeInstanceOf(LambdaServiceException)
    await expect(refused).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      statusCode: 404,
      message: `Function not found: ${ARN}:7 (there is $LATEST)`,
    })
  })
})

test('an invocation of code that was updated away is stopped when the function is disposed [LIF-7]', async () => {
  const orders = withLambda(
    handler(async () => await new Promise((resolve) => setTimeout(resolve, 10_000))),
    { clock: 'real', timeout: 20 },
  )
  const stopped = expect(orders.invoke({})).rejects.toMatchObject({ name: 'LambdaDisposedError' })
  await orders.update({ memorySize: 256 })
  await orders[Symbol.asyncDispose]()
  await stopped
})

describe('an alias', () => {
  test('routes to its version, which shares its environments with every alias of it [CP-6, CP-7]', async () => {
    const orders = deploy()
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1' })
    await orders.createAlias('test', { functionVersion: '1' })
    const result = await orders.invoke({}, { qualifier: 'live' })
    expect(result).toReturn({ answer: 'one', arn: `${ARN}:live` })
    expect(result.executedVersion).toBe('1')
    expect(await orders.invoke({}, { qualifier: 'test' })).toBeWarmStart()
  })

  test('is rolled back to a version whose environments are still warm [CP-6, CP-7]', async () => {
    const orders = deploy('one')
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1' })
    const live = orders.qualified('live')
    await live.invoke({})
    await orders.update({ code: answering('two') })
    await orders.publishVersion()
    await orders.updateAlias('live', { functionVersion: '2' })
    expect((await live.invoke({})).payload.answer).toBe('two')
    await orders.updateAlias('live', { functionVersion: '1' })
    const back = await live.invoke({})
    expect(back.payload.answer).toBe('one')
    expect(back).toBeWarmStart()
  })

  test('sends a share of the requests to another version, the same for the same seed [CP-6]', async () => {
    const shares = async (seed: number): Promise<string> => {
      const orders = deploy('one', { seed, functionName: `orders-${seed}` })
      await orders.publishVersion()
      await orders.update({ code: answering('two') })
      await orders.publishVersion()
      await orders.createAlias('live', { functionVersion: '1', additionalVersionWeights: { '2': 0.25 } })
      let versions = ''
      for (let n = 0; n < 200; n++) versions += (await orders.invoke({}, { qualifier: 'live' })).executedVersion
      await orders[Symbol.asyncDispose]()
      return versions
    }
    const [once, again, other] = [await shares(7), await shares(7), await shares(8)]
    expect(again).toBe(once)
    expect(other).not.toBe(once)
    expect(once.replaceAll('1', '').length).toBeGreaterThan(25)
    expect(once.replaceAll('1', '').length).toBeLessThan(75)
  })

  test('takes everything or nothing by a weight of 1 or 0 [CP-6]', async () => {
    const orders = deploy('one')
    await orders.publishVersion()
    await orders.update({ code: answering('two') })
    await orders.publishVersion()
    await orders.createAlias('all', { functionVersion: '1', additionalVersionWeights: { '2': 1 } })
    await orders.createAlias('none', { functionVersion: '1', additionalVersionWeights: { '2': 0 } })
    for (let n = 0; n < 20; n++) {
      expect((await orders.invoke({}, { qualifier: 'all' })).executedVersion).toBe('2')
      expect((await orders.invoke({}, { qualifier: 'none' })).executedVersion).toBe('1')
    }
  })

  test('is gone when it is deleted, and its version is not [CP-6]', async () => {
    const orders = deploy()
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1' })
    await orders.deleteAlias('live')
    await expect(orders.invoke({}, { qualifier: 'live' })).rejects.toThrow('Function not found')
    expect((await orders.invoke({}, { qualifier: '1' })).payload.answer).toBe('one')
    await expect(orders.deleteAlias('live')).rejects.toThrow('Alias not found')
  })

  test('is made once, and for versions that are there [CP-6]', async () => {
    const orders = deploy()
    await orders.publishVersion()
    await expect(orders.createAlias('live', { functionVersion: '2' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${ARN}:2 (there are $LATEST, 1)`,
    })
    await orders.createAlias('live', { functionVersion: '1' })
    await expect(orders.createAlias('live', { functionVersion: '1' })).rejects.toMatchObject({
      name: 'ResourceConflictException',
      statusCode: 409,
    })
  })

  test('names one qualifier, not two', async () => {
    const orders = deploy()
    await expect(orders.qualified('live').invoke({}, { qualifier: 'test' })).rejects.toThrow(
      "qualified('live').invoke(…, { qualifier: 'test' }) names two qualifiers: leave one of them out.",
    )
  })

  test('belongs to the test that made it', async () => {
    await expect(shared.invoke({}, { qualifier: 'live' })).rejects.toThrow('Function not found')
    await shared.publishVersion()
    await shared.createAlias('live', { functionVersion: '1' })
  })

  test('and to no other', async () => {
    await expect(shared.invoke({}, { qualifier: 'live' })).rejects.toThrow('Function not found')
    await shared.publishVersion()
    await shared.createAlias('live', { functionVersion: '1' })
  })
})

const shared = deploy()

describe('provisioned concurrency', () => {
  test('has environments initialised ahead, and what is more starts cold [CON-4, INIT-14, INIT-12]', async () => {
    const orders = withLambda(() => import('./functions/versions/slow-init.js'), { timeout: 60 })
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 2 })
    expect([...orders.environments].map(({ phase }) => phase)).toEqual(['frozen', 'frozen'])
    const live = orders.qualified('live')
    const results = await Promise.all([live.invoke({}), live.invoke({}), live.invoke({})])
    expect(results.map(({ record }) => record.initializationType)).toEqual([
      'provisioned-concurrency',
      'provisioned-concurrency',
      'on-demand',
    ])
    expect(results.map(({ record }) => record.coldStart)).toEqual([false, false, true])
    expect(results.map(({ payload }) => payload)).toEqual(results.map(({ record }) => record.initializationType))
  })

  test('may take its time to initialise, is reported, and is not billed with the first request [INIT-3, INIT-9]', async () => {
    const orders = withLambda(() => import('./functions/versions/slow-init.js'), { console: 'silent' })
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 1 })
    const { record } = await orders.qualified('live').invoke({})
    expect(record.logs[1]?.line).toBe('INIT_REPORT Init Duration: 20000.00 ms\tPhase: init\tStatus: success')
    expect(record.report.initDurationMs).toBe(20_000)
    expect(record.report.billedDurationMs).toBeLessThan(100)
  })

  test('follows the alias from version to version, by its weights [CON-4]', async () => {
    const orders = deploy('one')
    await orders.publishVersion()
    await orders.update({ code: answering('two') })
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 4 })
    await orders.updateAlias('live', { functionVersion: '1', additionalVersionWeights: { '2': 0.25 } })
    const kinds = async (qualifier: string): Promise<string[]> =>
      (await Promise.all([1, 2, 3, 4].map(() => orders.invoke({}, { qualifier })))).map(
        ({ record }) => record.initializationType,
      )
    expect((await kinds('1')).filter((kind) => kind !== 'on-demand')).toHaveLength(3)
    expect((await kinds('2')).filter((kind) => kind !== 'on-demand')).toHaveLength(1)
    await orders.deleteAlias('live')
    expect(await kinds('1')).toEqual(Array<string>(4).fill('on-demand'))
  })

  test('is not for $LATEST, and is a part of what is reserved [CON-2, CON-4]', async () => {
    const orders = deploy('one', { reservedConcurrentExecutions: 2 })
    await expect(
      orders.createAlias('live', { functionVersion: '$LATEST', provisionedConcurrentExecutions: 1 }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
    await orders.publishVersion()
    await expect(
      orders.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 3 }),
    ).rejects.toThrow('provisioned concurrency would be 3 in all, which is more than the 2')
    await orders.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 2 })
    await expect(orders.invoke({})).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    expect((await orders.qualified('live').invoke({})).payload.answer).toBe('one')
  })

  test('is there again after recycle(), initialised anew', async () => {
    const orders = deploy()
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 1 })
    const before = (await orders.qualified('live').invoke({})).record.environmentId
    await orders.recycle()
    const { record } = await orders.qualified('live').invoke({})
    expect(record).toMatchObject({ initializationType: 'provisioned-concurrency', invocationIndex: 1 })
    expect(record.environmentId).not.toBe(before)
  })
})

describe('provisioned concurrency whose Init fails', () => {
  let table: string | undefined
  beforeEach(() => void (table = undefined))

  const initialise = () => {
    if (table === undefined) throw new TypeError('there is no table')
    return { handler: async () => 'done' }
  }
  const needsTable = (config: LambdaConfig = {}): Lambda =>
    withLambda(loader(initialise), { functionName: 'orders', ...config })
  const two = { functionVersion: '1', provisionedConcurrentExecutions: 2 }

  test('is told to who asked for it, with what failed and what AWS makes of it [CON-4]', async () => {
    const orders = needsTable()
    await orders.publishVersion()
    const refused = orders.createAlias('live', two)
    await expect(refused).rejects.toThrow(
      "Init failed in 2 of 2 environments to be provisioned for version 1 of 'orders' by alias 'live': TypeError: there is no table\n\n" +
        'On AWS the status of the provisioned concurrency becomes FAILED, for the reason FUNCTION_ERROR_INIT_FAILURE, ' +
        'and invocations run on demand: each cold start reports its own Init. Mend what the code does before its ' +
        'handler is called, or what it is configured with; updateAlias() tries again.',
    )
    const error = (await refused.catch((reason: unknown) => reason)) as Error
    expect(error.name).toBe('ProvisionedConcurrencyError')
    expect(error.cause).toMatchObject({ name: 'TypeError', message: 'there is no table' })
    expect(error.stack?.split('\n').find((line) => line.startsWith('    at '))).toMatch(
      /initialise .*versions\.test\.ts:/,
    )
  })

  test('leaves none that counts: what is invoked begins cold, and tells of its own Init [CON-4, INIT-6]', async () => {
    const orders = needsTable({ reservedConcurrentExecutions: 2 })
    await orders.publishVersion()
    await orders.createAlias('live', two).catch(() => {})
    expect([...orders.environments]).toEqual([])
    const live = orders.qualified('live')
    const results = await Promise.all([live.invoke({}), live.invoke({})])
    expect(results.map(({ record }) => [record.coldStart, record.initializationType])).toEqual([
      [true, 'on-demand'],
      [true, 'on-demand'],
    ])
    for (const result of results)
      expect(result).toFailWith({ errorType: 'TypeError', errorMessage: 'there is no table' })
  })

  test('is tried again when the alias is updated, and by no other alias [CON-4]', async () => {
    const orders = needsTable()
    await orders.publishVersion()
    await orders.createAlias('live', two).catch(() => {})
    await orders.createAlias('test', { functionVersion: '1' })
    await orders.deleteAlias('test')
    table = 'orders'
    await orders.updateAlias('live', two)
    expect((await orders.qualified('live').invoke({})).record.initializationType).toBe('provisioned-concurrency')
  })

  test('takes none from another alias, and goes with the alias [CON-4]', async () => {
    table = 'orders'
    const orders = needsTable()
    await orders.publishVersion()
    await orders.createAlias('live', two)
    table = undefined
    await expect(
      orders.createAlias('test', { functionVersion: '1', provisionedConcurrentExecutions: 1 }),
    ).rejects.toThrow(
      /^Init failed in 1 of 3 environments to be provisioned for version 1 of 'orders' by alias 'live' and alias 'test':/,
    )
    expect([...orders.environments].map(({ phase }) => phase)).toEqual(['frozen', 'frozen'])
    await orders.deleteAlias('test')
    expect((await orders.qualified('live').invoke({})).record.initializationType).toBe('provisioned-concurrency')
  })

  test('is told of each version of a weighted alias [CON-4]', async () => {
    const orders = needsTable()
    await orders.publishVersion()
    await orders.update({ code: () => import('./functions/versions/never-ready.js'), console: 'silent' })
    await orders.publishVersion()
    const refused = orders.createAlias('live', { ...two, additionalVersionWeights: { '2': 0.5 } })
    await expect(refused).rejects.toMatchObject({
      name: 'AggregateError',
      errors: [
        { message: expect.stringMatching(/^Init failed in 1 of 1 .* version 1 .*: TypeError: there is no table\n/) },
        {
          message: expect.stringMatching(
            /^Init failed in 1 of 1 .* version 2 .*: Sandbox\.Timedout: Task timed out after 130\.00 seconds, waiting for /,
          ),
        },
      ],
    })
  })

  test('is told by recycle(), too, which provisions anew [CON-4]', async () => {
    table = 'orders'
    const orders = needsTable({ reservedConcurrentExecutions: 2 })
    await orders.publishVersion()
    await orders.createAlias('live', two)
    table = undefined
    await expect(orders.recycle()).rejects.toThrow(/^Init failed in 2 of 2 environments .* by alias 'live'/)
    expect(await orders.qualified('live').invoke({})).toFailWith('TypeError')
  })
})
