import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { watch } from '../../src/record/observation.js'
import { kinesisSource, type KinesisSource } from '../../src/sources/kinesis.js'
import type { StreamRound } from '../../src/sources/stream-round.js'
import { FakeTarget, STARTS_AT } from './fake-target.js'
import { decode, delivered, failsOn, outcomes, stream, type Event } from './kinesis-stream.js'

test('data that is no data is refused in the name of put(), and nothing is put', () => {
  const { source } = stream(() => null)
  expect(() => source.put('a', 1n)).toThrow(
    /^stream\.put\(\): data cannot be written as JSON, .* \(Do not know how to serialize a BigInt\)/,
  )
  expect(() => source.put(Promise.resolve('a'))).toThrow('stream.put(): data is a promise')
  expect(source.records).toEqual([])
})

describe('put', () => {
  test('takes data, and data with a partition key; nothing but both keys makes it the latter [STM-7]', async () => {
    const { target, source } = stream(() => null)
    const ids = source.put(
      'text',
      { id: 1 },
      { data: 'inner', partitionKey: 'p' },
      { data: 1 },
      { data: 1, partitionKey: 'p', x: 1 },
    )
    await source.poll()
    expect(delivered(target)).toEqual([
      ['text', '{"id":1}', 'inner', '{"data":1}', '{"data":1,"partitionKey":"p","x":1}'],
    ])
    const [Records = []] = target.events.map(({ event }) => (event as Event).Records)
    expect(Records.map(({ kinesis }) => kinesis.partitionKey)).toEqual([
      'partition-1',
      'partition-1',
      'p',
      'partition-1',
      'partition-1',
    ])
    expect(Records.map(({ kinesis }) => kinesis.sequenceNumber)).toEqual(ids)
    expect(ids.map(BigInt).every((id, index, all) => index === 0 || id > (all[index - 1] ?? 0n))).toBe(true)
  })

  test('refuses what Kinesis refuses, and puts nothing then', () => {
    const { source } = stream(() => null)
    expect(() => source.put('a', { data: 'b', partitionKey: '' })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: stream.put(): partitionKey is '': it takes text of 1 to 256 characters (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html).]`,
    )
    expect(() =>
      source.put({ data: 'b', partitionKey: 'p', explicitHashKey: '-1' }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: stream.put(): explicitHashKey is '-1': it takes the text of a whole number from 0 to 2^128 - 1 (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html).]`,
    )
    expect(() => source.put({ data: 'b', partitionKey: 5 })).toThrow('stream.put(): partitionKey is 5: it takes text')
    expect(() => source.put('x'.repeat(1024 * 1024))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: stream.put(): data and partitionKey have 1048587 bytes: a record of Kinesis has at most 1048576 (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html).]`,
    )
    expect(source.records).toEqual([])
  })

  test('puts a record into the shard of its partition key, or of the hash key that it is given [STM-1]', async () => {
    const { source } = stream(() => null, { stream: { shardCount: 2, name: 'orders' } })
    // The MD5 of 'a' begins with 0c, that of 'b' with 92.
    source.put({ data: 1, partitionKey: 'a' }, { data: 2, partitionKey: 'b' })
    source.put({ data: 3, partitionKey: 'b', explicitHashKey: '0' })
    const shards = source.records.map(({ shardId, record }) => [shardId, decode({ Records: [record] } as Event)[0]])
    expect(shards).toEqual([
      ['shardId-000000000000', '1'],
      ['shardId-000000000000', '3'],
      ['shardId-000000000001', '2'],
    ])
    const [{ record } = { record: undefined }] = source.records
    expect(record).toMatchObject({
      eventSourceARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/orders',
      eventID: expect.stringMatching(/^shardId-000000000000:496/) as string,
    })
  })

  test('stamps records with the virtual time of their arrival', async () => {
    const { target, source } = stream(failsOn('a'), { maximumRetryAttempts: 1 })
    source.put('a')
    await source.settled()
    source.put('b')
    await source.poll()
    const times = target.events.map(({ event }) => (event as Event).Records[0]?.kinesis.approximateArrivalTimestamp)
    expect(times).toEqual([STARTS_AT / 1000, STARTS_AT / 1000, STARTS_AT / 1000 + 1])
  })
})

describe('batches', () => {
  test('of a shard come one after another, in order, as large as they may be [STM-1]', async () => {
    const { target, source } = stream(() => null, { batchSize: 2 }, { takesMs: 100 })
    source.put('a', 'b', 'c', 'd', 'e')
    await source.settled()
    expect(delivered(target)).toEqual([['a', 'b'], ['c', 'd'], ['e']])
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 100, 200])
  })

  test('have 100 records by default [STM-1]', async () => {
    const { target, source } = stream(() => null)
    source.put(...Array.from({ length: 101 }, (_, index) => index))
    await source.settled()
    expect(delivered(target).map(({ length }) => length)).toEqual([100, 1])
  })

  test('are cut at 6 MB [STM-1]', async () => {
    const { target, source } = stream(() => null)
    source.put(...Array.from({ length: 6 }, () => 'x'.repeat(1_000_000)))
    await source.settled()
    expect(delivered(target).map(({ length }) => length)).toEqual([4, 2])
  })

  test('of several shards are delivered side by side [STM-1]', async () => {
    const { target, source } = stream(() => null, { stream: { shardCount: 2 } }, { takesMs: 100 })
    source.put({ data: 1, partitionKey: 'a' }, { data: 2, partitionKey: 'b' })
    const rounds = await source.poll()
    expect(rounds.map(({ shardId }) => shardId)).toEqual(['shardId-000000000000', 'shardId-000000000001'])
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 0])
  })

  test('of one shard are side by side with a parallelization factor, those of a key in order [STM-1]', async () => {
    const { target, source } = stream(() => null, { parallelizationFactor: 10, batchSize: 1 }, { takesMs: 100 })
    for (const data of ['a1', 'b1', 'a2', 'b2']) source.put({ data, partitionKey: data.charAt(0) })
    await source.settled()
    expect(delivered(target).slice(0, 2).flat().toSorted()).toEqual(['a1', 'b1'])
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 0, 100, 100])
  })

  test('that are not full wait for the batching window [STM-1]', async () => {
    const { target, source } = stream(() => null, { batchSize: 2, maximumBatchingWindowInSeconds: 30 })
    source.put('a', 'b', 'c')
    await source.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 30_000])
  })

  test('gather anew from when the batch before has ended [STM-1]', async () => {
    const options = { batchSize: 2, maximumBatchingWindowInSeconds: 30 }
    const { target, source } = stream(() => null, options, { takesMs: 10_000 })
    source.put('a', 'b', 'c')
    await source.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 40_000])
  })

  test('are the same for two who settle at once, and none is delivered twice', async () => {
    const { target, source } = stream(() => null, { batchSize: 1 }, { takesMs: 100 })
    source.put('a', 'b', 'c')
    const [one, two, polled] = await Promise.all([source.settled(), source.settled(), source.poll()])
    expect(one).toBe(two)
    expect(one.length + polled.length).toBe(3)
    expect(delivered(target)).toEqual([['a'], ['b'], ['c']])
  })

  test('are all delivered by who settles while somebody polls [STM-1]', async () => {
    const { target, source } = stream(() => null, { batchSize: 1 }, { takesMs: 100 })
    source.put('a', 'b', 'c')
    const [polled, settled] = await Promise.all([source.poll(), source.settled()])
    expect([polled.length, settled.length]).toEqual([1, 2])
    expect(source.records).toEqual([])
    expect(target.elapsedMs).toBe(300)
  })

  test('that are put while it settles are delivered too', async () => {
    const { target, source } = stream((event: never, call) => {
      if (call === 1) source.put('again')
      return decode(event)
    })
    source.put('first')
    await source.settled()
    expect(delivered(target)).toEqual([['first'], ['again']])
  })

  test('leave nothing for another poll once all are processed', async () => {
    const { source } = stream(() => null)
    source.put('a')
    expect(outcomes(await source.poll())).toEqual(['processed 1'])
    expect(await source.poll()).toEqual([])
    expect(await source.settled()).toEqual([])
  })
})

describe('filterCriteria', () => {
  test('drops what matches no filter, and fills batches with what does [STM-8]', async () => {
    const filterCriteria = { filters: [{ pattern: { data: { type: ['order'] } } }] }
    const { target, source } = stream(() => null, { filterCriteria, batchSize: 2 })
    source.put({ type: 'note' }, { type: 'order', id: 1 }, { type: 'note' }, { type: 'order', id: 2 }, { type: 'note' })
    const rounds = await source.settled()
    expect(delivered(target)).toEqual([['{"type":"order","id":1}', '{"type":"order","id":2}']])
    expect(outcomes(rounds)).toEqual(['filtered 0, filtered 0, filtered 0, processed 1, processed 1'])
    source.put({ type: 'note' })
    const [alone] = await source.poll()
    expect(alone?.result).toBeUndefined()
    expect(outcomes(alone ? [alone] : [])).toEqual(['filtered 0'])
  })
})

describe('looking', () => {
  function failing(): { readonly source: KinesisSource; readonly told: string[] } {
    const told: string[] = []
    const target = new FakeTarget(failsOn('bad'))
    const { invoke } = target
    target.invoke = async (event) =>
      watch(await invoke.call(target, event), { failure: () => told.push('failure'), error: () => told.push('error') })
    return { source: kinesisSource(target, { maximumRetryAttempts: 0 }), told }
  }

  test('reading records of a round is looking at all their deliveries so far, and at no others', async () => {
    const told: string[] = []
    const target = new FakeTarget(failsOn('bad'))
    const { invoke } = target
    target.invoke = async (event) => {
      const name = `delivery ${target.events.length + 1}`
      return watch(await invoke.call(target, event), { failure: () => told.push(name) })
    }
    const source = kinesisSource(target, { maximumRetryAttempts: 1 })
    source.put('bad')
    await source.settled()
    source.put('bad')
    const [, last] = await source.settled()
    expect(last?.records).toMatchObject([{ outcome: 'failed', attempts: 2 }])
    expect(told).toEqual(['delivery 4', 'delivery 3'])
  })

  test('printing a round shows its records, and is not looking', async () => {
    const { source, told } = failing()
    source.put('bad')
    expect(inspect(await source.settled(), { depth: 4 })).toContain("outcome: 'failed'")
    expect(told).toEqual([])
  })

  test('delivering and counting rounds is not looking at failures', async () => {
    const { source, told } = failing()
    source.put('bad')
    expect(await source.settled()).toHaveLength(1)
    expect(told).toEqual([])
  })

  test.each([
    ['records of a round', (rounds: readonly StreamRound[]) => rounds[0]?.records],
    ['records of the stream', (_: unknown, source: KinesisSource) => source.records],
    ['failures of the stream', (_: unknown, source: KinesisSource) => source.failures],
  ])('reading %s is', async (_what, read) => {
    const { source, told } = failing()
    source.put('bad')
    read(await source.settled(), source)
    expect(told).toEqual(['failure'])
  })
})

test('a record of nothing is refused, as is one that is still to come', () => {
  const source = kinesisSource(new FakeTarget())
  for (const nothing of [undefined, { data: undefined, partitionKey: 'a' }]) {
    expect(() => source.put('a', nothing)).toThrow(new TypeError('stream.put(): a record is undefined: it takes data.'))
  }
  expect(() => source.put(Promise.resolve('a'))).toThrow(
    /data is a promise, of which JSON would make {}: await it first\.$/,
  )
  expect(source.records).toEqual([])
})
