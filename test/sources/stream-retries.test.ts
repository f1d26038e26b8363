import { describe, expect, test } from 'vitest'
import { Refusal, type Respond } from './fake-target.js'
import { decode, delivered, failsOn, minute, outcomes, stream, throttles, type Event } from './kinesis-stream.js'

describe('a batch that fails', () => {
  test('is retried as it is and blocks its shard; what comes after it waits [STM-2]', async () => {
    let attempts = 0
    const { target, source } = stream(
      (event) => {
        if (decode(event).includes('bad') && ++attempts < 3) throw new Error('not yet')
      },
      { batchSize: 2 },
    )
    source.put('a', 'bad', 'c')
    expect(outcomes(await source.poll())).toEqual(['retried 1, retried 1'])
    expect(source.records).toHaveLength(3)
    expect(outcomes(await source.settled())).toEqual([
      'retried 2, retried 2',
      'processed 3, processed 3',
      'processed 1',
    ])
    expect(delivered(target)).toEqual([['a', 'bad'], ['a', 'bad'], ['a', 'bad'], ['c']])
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 1000, 3000, 3000])
  })

  test('blocks no other shard [STM-2]', async () => {
    const { target, source } = stream(failsOn('bad'), { stream: { shardCount: 2 }, maximumRetryAttempts: 3 })
    source.put({ data: 'bad', partitionKey: 'a' }, { data: 'good', partitionKey: 'b' })
    await source.settled()
    expect(delivered(target)).toEqual([['bad'], ['good'], ['bad'], ['bad'], ['bad']])
  })

  test('is given up when its retries are used up, and the shard goes on [STM-2]', async () => {
    const { target, source } = stream(failsOn('bad'), { batchSize: 2, maximumRetryAttempts: 1 })
    source.put('a', 'bad', 'c')
    const rounds = await source.settled()
    expect(outcomes(rounds)).toEqual(['retried 1, retried 1', 'failed 2, failed 2', 'processed 1'])
    expect(delivered(target)).toEqual([['a', 'bad'], ['a', 'bad'], ['c']])
    expect(source.failures).toEqual([])
  })

  test('is given up when it is older than the maximum age, whatever its retries [STM-2]', async () => {
    const { target, source } = stream(failsOn('bad'), { maximumRecordAgeInSeconds: 60 })
    source.put('bad')
    const rounds = await source.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 1000, 3000, 7000, 15_000, 31_000])
    expect(target.elapsedMs).toBe(minute)
    expect(outcomes(rounds).at(-1)).toBe('expired 6')
    expect(rounds.at(-1)?.result).toBeUndefined()
  })

  test('loses single records as they become too old, and the rest is retried [STM-2] [STM-5]', async () => {
    const destinationConfig = { onFailure: { destination: 'arn:aws:sns:us-east-1:123456789012:failures' } }
    const { target, source } = stream(failsOn('bad'), { maximumRecordAgeInSeconds: 60, destinationConfig })
    source.put('bad')
    target.timeline.advance(30_000)
    source.put('b')
    expect(outcomes(await source.settled())).toEqual([
      ...[1, 2, 3, 4, 5].map((attempts) => `retried ${attempts}, retried ${attempts}`),
      'expired 5',
      'processed 6',
    ])
    expect(target.events.at(-1)?.atMs).toBe(61_000)
    expect(source.failures).toMatchObject([{ KinesisBatchInfo: { batchSize: 1 } }])
  })

  test('is given up a day later by default, when the stream loses it, after some 300 deliveries [STM-2]', async () => {
    const { target, source } = stream(failsOn('bad'))
    source.put('bad')
    await source.settled()
    source.put('good')
    expect(outcomes(await source.settled())).toEqual(['processed 1'])
    expect(target.elapsedMs).toBe(24 * 60 * minute)
    expect(target.events.length).toBeLessThan(310)
  })

  test('is delivered no more often in a stream that keeps it for a year [STM-2]', async () => {
    const { target, source } = stream(failsOn('bad'), { stream: { retentionPeriodHours: 8760 } })
    source.put('bad')
    await source.settled()
    expect(target.elapsedMs).toBe(8760 * 60 * minute)
    expect(target.events.length).toBeLessThan(310)
  })

  test('that was throttled is delivered again without using up a retry, until it is too old [STM-2]', async () => {
    const { source } = stream((event: never, call) => (call < 4 ? throttles(event, call) : null), {
      maximumRetryAttempts: 0,
    })
    source.put('a')
    const [first, ...others] = await source.settled()
    expect(first).toMatchObject({
      result: undefined,
      explanation: 'Lambda throttled the invocation: the batch is delivered again, which uses up no retry (STM-2).',
    })
    expect(outcomes([...(first ? [first] : []), ...others])).toEqual([
      'retried 0',
      'retried 0',
      'retried 0',
      'processed 1',
    ])

    const always = stream(throttles, { maximumRecordAgeInSeconds: 60 }).source
    always.put('a')
    expect(outcomes(await always.settled()).at(-1)).toBe('expired 0')
  })

  test('because the service refuses it otherwise rejects, and can be delivered again', async () => {
    const refused = new Refusal('no such function')
    const { source } = stream((_event, call) => {
      if (call <= 2) throw refused
      return null
    })
    source.put('a')
    await expect(source.poll()).rejects.toBe(refused)
    await expect(source.settled()).rejects.toBe(refused)
    expect(outcomes(await source.settled())).toEqual(['processed 1'])
  })

  test('is told of each shard that one poll delivered, and the others are delivered all the same', async () => {
    const takesOne: Respond = (event) => {
      const [data] = decode(event)
      if (data !== 'taken') throw new Refusal(`no function for ${data}`)
    }
    const { source } = stream(takesOne, { stream: { shardCount: 3 } })
    const hashKeys = ['0', String(2n ** 127n), String(2n ** 128n - 1n)]
    const data = ['first', 'taken', 'third']
    source.put(
      ...data.map((each, shard) => ({ data: each, partitionKey: 'p', explicitHashKey: hashKeys[shard] ?? '' })),
    )
    await expect(source.poll()).rejects.toMatchObject({
      name: 'AggregateError',
      errors: [{ message: 'no function for first' }, { message: 'no function for third' }],
    })
    expect(source.records.map(({ record }) => decode({ Records: [record as Event['Records'][0]] }))).toEqual([
      ['first'],
      ['third'],
    ])
  })
})

describe('bisectBatchOnFunctionError', () => {
  test('isolates a record that fails, in order, and gives up nothing else [STM-3]', async () => {
    const { target, source } = stream(failsOn('d'), { bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 })
    source.put('a', 'b', 'c', 'd', 'e')
    const rounds = await source.settled()
    expect(delivered(target).map((batch) => batch.join(''))).toEqual(['abcde', 'abc', 'de', 'd', 'd', 'e'])
    expect(outcomes(rounds).slice(-3)).toEqual(['retried 3', 'failed 4', 'processed 3'])
  })
})

describe('functionResponseTypes', () => {
  const reports =
    (bad: string): Respond =>
    (event: Event) => ({
      batchItemFailures: event.Records.filter((_, index) => decode(event)[index] === bad).map(({ kinesis }) => ({
        itemIdentifier: kinesis.sequenceNumber,
      })),
    })

  test('moves the checkpoint to the failed record, and retries what comes from it on [STM-4]', async () => {
    const functionResponseTypes = ['ReportBatchItemFailures'] as const
    const { target, source } = stream(reports('c') as Respond, { functionResponseTypes, maximumRetryAttempts: 1 })
    source.put('a', 'b', 'c', 'd')
    expect(outcomes(await source.poll())).toEqual(['processed 1, processed 1, retried 1, retried 1'])
    expect(outcomes(await source.settled())).toEqual(['failed 2, failed 2'])
    expect(delivered(target)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['c', 'd'],
    ])
  })

  test('splits at the failed record with bisectBatchOnFunctionError, which uses up no retry [STM-4]', async () => {
    const { target, source } = stream(reports('c') as Respond, {
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 1,
    })
    source.put('a', 'b', 'c', 'd')
    await source.settled()
    expect(delivered(target)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['c', 'd'],
      ['c', 'd'],
    ])
  })
})
