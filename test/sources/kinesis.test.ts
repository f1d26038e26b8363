import type { KinesisStreamEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { watch } from '../../src/record/observation.js'
import { kinesisSource, type KinesisOptions, type KinesisSource } from '../../src/sources/kinesis.js'
import type { StreamRound } from '../../src/sources/stream-round.js'
import { FakeTarget, Refusal, type Respond, STARTS_AT } from './fake-target.js'

type Event = KinesisStreamEvent & { readonly [Key in 'state' | 'isFinalInvokeForWindow']: unknown }

const decode = ({ Records }: Pick<Event, 'Records'>): string[] =>
  Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString())
const delivered = (target: FakeTarget): string[][] => target.events.map(({ event }) => decode(event as Event))
const outcomes = (rounds: readonly StreamRound[]): string[] =>
  rounds.map(({ records }) => records.map(({ outcome, attempts }) => `${outcome} ${attempts}`).join(', '))
const minute = 60_000

function stream(
  respond: Respond,
  options: KinesisOptions = {},
  timing: { readonly takesMs?: number } = {},
): { readonly target: FakeTarget; readonly source: KinesisSource } {
  const target = new FakeTarget(respond, timing)
  return { target, source: kinesisSource(target, options) }
}

/** Fails while `bad` is in the batch. */
const failsOn =
  (bad: string): Respond =>
  (event) => {
    if (decode(event).includes(bad)) throw new Error(`cannot process ${bad}`)
  }

const throttles: Respond = () => {
  throw Object.assign(new Refusal('Rate Exceeded.'), { name: 'TooManyRequestsException' })
}

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
    const { Records } = target.events[0]?.event as Event
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
      `[TypeError: stream.put(): partitionKey takes a text of 1 to 256 characters (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html).]`,
    )
    expect(() =>
      source.put({ data: 'b', partitionKey: 'p', explicitHashKey: '-1' }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: stream.put(): explicitHashKey takes the text of a whole number from 0 to 2^128 - 1 (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html).]`,
    )
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

describe('tumblingWindowInSeconds', () => {
  const counts: Respond = (event: Event) => ({
    state: { n: ((event.state as { n?: number }).n ?? 0) + event.Records.length },
  })
  const fields = (target: FakeTarget): unknown[] =>
    target.events.map(({ event }) => {
      const { Records, ...others } = event as Event
      return { records: Records.length, ...others }
    })

  test('hands the state on, and ends with an invocation without records at the end of the window [STM-6]', async () => {
    const { target, source } = stream(counts as Respond, { tumblingWindowInSeconds: 60, batchSize: 2 })
    source.put('a', 'b', 'c')
    await source.settled()
    const same = {
      window: { start: '2026-01-01T00:00:00Z', end: '2026-01-01T00:01:00Z' },
      shardId: 'shardId-000000000000',
      eventSourceARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/my-stream',
      isWindowTerminatedEarly: false,
    }
    expect(fields(target)).toEqual([
      { ...same, records: 2, state: {}, isFinalInvokeForWindow: false },
      { ...same, records: 1, state: { n: 2 }, isFinalInvokeForWindow: false },
      { ...same, records: 0, state: { n: 3 }, isFinalInvokeForWindow: true },
    ])
    expect(target.events.at(-1)?.atMs).toBe(minute)
    source.put('d')
    await source.poll()
    expect(fields(target).at(-1)).toMatchObject({ state: {}, window: { start: '2026-01-01T00:01:00Z' } })
  })

  test('retries the final invocation, and drops the state when its retries are used up [STM-6]', async () => {
    const { target, source } = stream((event: Event) => (event.isFinalInvokeForWindow === true ? {} : { state: 1 }), {
      tumblingWindowInSeconds: 60,
      maximumRetryAttempts: 1,
    })
    source.put('a')
    const rounds = await source.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, minute, minute + 1000])
    expect(rounds.at(-1)?.explanation).toBe(
      'The final invocation of a tumbling window was given up: the state of the window is dropped, and no destination hears of it (STM-6).',
    )
  })

  test('gives a final invocation that always fails up by its age, too [STM-6]', async () => {
    const { target, source } = stream((event: Event) => (event.isFinalInvokeForWindow === true ? {} : { state: 1 }), {
      tumblingWindowInSeconds: 60,
    })
    source.put('a')
    const rounds = await source.settled()
    expect(target.elapsedMs).toBe(24 * 60 * minute + minute)
    expect(rounds.at(-1)?.explanation).toMatch(/^The final invocation of a tumbling window was given up/)
  })

  test('ends a window early whose state is larger than 1 MB [STM-6]', async () => {
    const { target, source } = stream(
      (event: Event) => ({ state: event.isFinalInvokeForWindow === true ? null : 'x'.repeat(1024 * 1024) }),
      { tumblingWindowInSeconds: 60, batchSize: 1 },
    )
    source.put('a', 'b')
    await source.settled()
    const flags = target.events.map(({ event, atMs }) => [atMs, (event as Event).isFinalInvokeForWindow])
    expect(flags).toEqual([
      [0, false],
      [0, true],
      [0, false],
      [0, true],
    ])
    expect(target.events[1]?.event).toMatchObject({ Records: [], isWindowTerminatedEarly: true })
  })

  test('keeps the records of two windows in two batches [STM-6]', async () => {
    let blocked = true
    const { target, source } = stream(
      (event: Event) => {
        if (blocked && event.isFinalInvokeForWindow !== true) throw new Error('down')
        return { state: 1 }
      },
      { tumblingWindowInSeconds: 1, batchSize: 10 },
    )
    source.put('a')
    await source.poll()
    await source.poll()
    source.put('b')
    blocked = false
    await source.settled()
    expect(delivered(target)).toEqual([['a'], ['a'], ['a'], [], ['b'], []])
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
