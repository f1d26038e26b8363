// The life of execution environments as a test steers it: warm and cold, idle, recycled, updated, several at once.

import { type EnvironmentView, invoke, type LambdaConfig, type LambdaUpdate, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const counter = withLambda(() => import('./functions/lifecycle/counter.js'), { console: 'silent' })

function views(): EnvironmentView[] {
  return [...counter.environments]
}

describe('an execution environment', () => {
  test('is made by the first invocation and reused by the next [LIF-8]', async () => {
    expect(views()).toEqual([])
    const cold = await invoke(counter, {})
    const warm = await invoke(counter, {})
    expect([cold.payload, warm.payload]).toEqual([1, 2])
    expect(cold).toBeColdStart()
    expect(warm).toBeWarmStart()
    expect(warm.record).toMatchObject({ environmentId: cold.record.environmentId, invocationIndex: 2 })
  })

  test('handles one invocation at a time: a concurrent one gets a second environment [LIF-1]', async () => {
    const [first, second] = await Promise.all([invoke(counter, { sleepMs: 100 }), invoke(counter, { sleepMs: 100 })])
    expect([first.payload, second.payload]).toEqual([1, 1])
    expect(first.record.environmentId).not.toBe(second.record.environmentId)
    expect(views()).toHaveLength(2)
  })

  test('that was frozen last takes the next invocation', async () => {
    const [, slow] = await Promise.all([invoke(counter, { sleepMs: 1 }), invoke(counter, { sleepMs: 50 })])
    expect((await invoke(counter, {})).record.environmentId).toBe(slow.record.environmentId)
  })

  test('goes through init, invoke and freeze, which its view shows live [INIT-1, FRZ-1]', async () => {
    const running = invoke(counter, { sleepMs: 1000, write: 'a.txt' })
    const [view] = views()
    expect(view).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), phase: 'init', invocations: 0 })
    await running
    expect(views()).toEqual([
      {
        id: view?.id,
        phase: 'frozen',
        invocations: 1,
        tmp: { files: { '/tmp/a.txt': expect.objectContaining({ text: 'kept' }) }, bytes: 4 },
        lost: [],
      },
    ])
    const again = invoke(counter, { sleepMs: 1000 })
    expect(views()).toMatchObject([{ id: view?.id, phase: 'invoke', invocations: 1 }])
    await again
  })

  test('records its phases: init before the first invocation, the freeze before the second [RT]', async () => {
    await invoke(counter, {})
    await counter.idle('2m')
    const { record } = await invoke(counter, { sleepMs: 250 })
    expect(record.phases).toMatchObject([
      { phase: 'freeze', durationMs: 120_000, status: 'success' },
      { phase: 'invoke', durationMs: 250, status: 'success' },
    ])
  })
})

describe('idle()', () => {
  test('keeps an environment that idled for as long as maximumIdle allows [LIF-5]', async () => {
    await invoke(counter, {})
    await counter.idle('15m')
    expect(await invoke(counter, {})).toBeWarmStart()
  })

  test('lets an environment go that idled for longer than maximumIdle [LIF-5]', async () => {
    await invoke(counter, {})
    await counter.idle(15 * 60_000 + 1)
    expect(views()).toEqual([])
    expect(await invoke(counter, {})).toBeColdStart()
  })

  test('counts from when an environment was frozen last, not from when it was made', async () => {
    const lambda = withLambda(() => import('./functions/lifecycle/counter.js'), { maximumIdle: '10s' })
    for (let i = 1; i <= 4; i++) {
      expect(await invoke(lambda, {})).toReturn(i)
      await lambda.idle('9s')
    }
  })

  test('is refused while an invocation is in flight', async () => {
    const running = invoke(counter, { sleepMs: 10 })
    await expect(counter.idle('1s')).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: idle() moves time while every environment is frozen, but an invocation is in flight: await it first. Inside a function, time passes when the function waits.]`,
    )
    await running
  })
})

describe('recycle()', () => {
  test('makes the next invocation cold, in another environment with an empty /tmp [LIF-8]', async () => {
    const before = await invoke(counter, { write: 'a.txt' })
    await counter.recycle()
    expect(views()).toEqual([])
    const after = await invoke(counter, {})
    expect(after).toBeColdStart()
    expect(after).toReturn(1)
    expect(after.record.environmentId).not.toBe(before.record.environmentId)
    expect(after.record.tmp.files).toEqual({})
  })

  test('lets a busy environment finish what it runs, and ends it then', async () => {
    const running = invoke(counter, { sleepMs: 1000 })
    await counter.recycle()
    const beside = await invoke(counter, {})
    expect(beside).toBeColdStart()
    expect(await running).toReturn(1)
    expect(views().map(({ id }) => id)).toEqual([beside.record.environmentId])
  })

  test('reaches every environment at once, also when it is not awaited', async () => {
    await Promise.all([invoke(counter, {}), invoke(counter, {}), invoke(counter, {})])
    const recycled = counter.recycle()
    const results = await Promise.all([invoke(counter, {}), invoke(counter, {})])
    await recycled
    for (const result of results) expect(result).toBeColdStart()
  })
})

describe('update()', () => {
  test('of the configuration makes the next invocation cold, with the new values [LIF-7]', async () => {
    const lambda = withLambda(
      async (_event: unknown, context: { memoryLimitInMB: string }) => [process.env['STAGE'], context.memoryLimitInMB],
      {
        environment: { STAGE: 'one' },
        console: 'silent',
      },
    )
    const before = await lambda.invoke()
    expect(before).toReturn(['one', '128'])
    await lambda.update({ environment: { STAGE: 'two' } })
    const after = await lambda.invoke()
    expect(after).toReturn(['two', '128'])
    expect(after.record.environmentId).not.toBe(before.record.environmentId)
  })

  test('of the code deploys it and keeps the configuration [LIF-7]', async () => {
    const lambda = withLambda(async () => `one in ${process.env['STAGE']}`, { environment: { STAGE: 'dev' } })
    expect(await lambda.invoke()).toReturn('one in dev')
    await lambda.update({ code: async () => `two in ${process.env['STAGE']}` })
    expect(await lambda.invoke()).toReturn('two in dev')
  })

  test.each<LambdaUpdate>([
    { reservedConcurrentExecutions: 5 },
    { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    { destinationConfig: { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:failed' } } },
    { tags: { team: 'shop' } },
  ])('of what is no part of a version leaves its environments as they are: %j [LIF-7, CP-4]', async (change) => {
    const before = await invoke(counter, {})
    await counter.update(change)
    expect(await invoke(counter, {})).toBeWarmStart()
    await counter.update({ timeout: 4 })
    const { record } = await invoke(counter, {})
    expect(record.environmentId).not.toBe(before.record.environmentId)
  })

  test.each<LambdaUpdate>([
    {},
    { timeout: 3 },
    { deadLetterConfig: { targetArn: 'arn:aws:sqs:us-east-1:123456789012:dead' } },
    { reservedConcurrentExecutions: 5, memorySize: 256 },
  ])('of the configuration ends them, whatever else it changes: %j [LIF-7, CP-4]', async (change) => {
    const before = await invoke(counter, {})
    await counter.update(change)
    expect((await invoke(counter, {})).record.environmentId).not.toBe(before.record.environmentId)
  })

  test('lets a busy environment finish with the old code and configuration [LIF-7]', async () => {
    const running = invoke(counter, { sleepMs: 2000 })
    await counter.update({ timeout: 1 })
    expect(await invoke(counter, { sleepMs: 2000 })).toTimeOut()
    expect(await running).toReturn(1)
  })

  test('changes nothing for the next test, which starts with what was declared', async () => {
    expect((await invoke(counter, { sleepMs: 2000 })).record).toMatchObject({ outcome: 'response', invocationIndex: 1 })
  })

  test('refuses configuration that is not legal and keeps what was deployed', async () => {
    await invoke(counter, {})
    await expect(counter.update({ timeout: 901 })).rejects.toThrow(/timeout/)
    await expect(counter.update({ timeOut: 3 } as LambdaConfig)).rejects.toThrow(
      "update(): the config of 'counter' cannot be used:\n  - timeOut is not a key here: keys begin with a lower-case letter, write timeout",
    )
    await expect(counter.update({ code: 3 as unknown as () => void })).rejects.toThrow(/^update\(\): /)
    await expect(counter.update(undefined as never)).rejects.toThrow(
      'update() takes what changes, as in update({ timeout: 5 }), and received undefined.',
    )
    expect(await invoke(counter, {})).toReturn(2)
  })
})

describe('environments', () => {
  test('can be listed again and again, and are those of this test alone', async () => {
    const { environments } = counter
    await invoke(counter, {})
    expect([...environments]).toHaveLength(1)
    await counter.recycle()
    expect([...environments]).toHaveLength(0)
  })

  test('show /tmp as it is now, without running code of the function [FS-2]', async () => {
    await invoke(counter, { write: 'one.txt' })
    await invoke(counter, { write: 'two.txt' })
    expect(Object.keys(views()[0]?.tmp.files ?? {})).toEqual(['/tmp/one.txt', '/tmp/two.txt'])
  })
})
