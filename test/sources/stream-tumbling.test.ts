import { describe, expect, test } from 'vitest'
import { watch } from '../../src/record/observation.js'
import { kinesisSource } from '../../src/sources/kinesis.js'
import { FakeTarget, type Respond } from './fake-target.js'
import { delivered, minute, stream, type Event } from './kinesis-stream.js'

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

  test('does not gather beyond the end of the window [STM-6]', async () => {
    const { target, source } = stream(counts as Respond, {
      tumblingWindowInSeconds: 60,
      maximumBatchingWindowInSeconds: 300,
    })
    source.put('a')
    await source.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([minute, minute])
  })

  test('hands the state of a partial success on to the rest of the batch [STM-4] [STM-6]', async () => {
    const { target, source } = stream(
      (event: Event, call) => ({
        state: call,
        batchItemFailures: call === 1 ? [{ itemIdentifier: event.Records[1]?.kinesis.sequenceNumber }] : [],
      }),
      { tumblingWindowInSeconds: 60, functionResponseTypes: ['ReportBatchItemFailures'] },
    )
    source.put('a', 'b')
    await source.settled()
    expect(delivered(target)).toEqual([['a', 'b'], ['b'], []])
    expect(target.events.map(({ event }) => (event as Event).state)).toEqual([{}, 1, 2])
  })

  test('keeps the state of a window while an invocation fails [STM-6]', async () => {
    const { target, source } = stream((_event, call) => (call === 2 ? { total: 'lost' } : { state: call }), {
      tumblingWindowInSeconds: 60,
      batchSize: 1,
    })
    source.put('a', 'b')
    await source.settled()
    expect(target.events.map(({ event }) => (event as Event).state)).toEqual([{}, 1, 1, 3])
  })

  test.each([
    ['reports the first record as failed', ({ Records }: Event) => Records[0]?.kinesis.sequenceNumber],
    ['is malformed', () => ''],
  ])(
    'keeps the state of a window where the answer %s, since nothing was processed [STM-4] [STM-6]',
    async (_, idOf) => {
      const { target, source } = stream(
        (event: Event, call) => ({
          state: call,
          batchItemFailures: call === 2 ? [{ itemIdentifier: idOf(event) }] : [],
        }),
        { tumblingWindowInSeconds: 60, batchSize: 1, functionResponseTypes: ['ReportBatchItemFailures'] },
      )
      source.put('a', 'b')
      await source.settled()
      expect(target.events.map(({ event }) => (event as Event).state)).toEqual([{}, 1, 1, 3])
    },
  )

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

  test.each([
    ['retried until it succeeds', 4, {}, [2, 3]],
    ['given up with its retries', Infinity, { maximumRetryAttempts: 2 }, [2, 3, 4]],
    ['given up by its age', Infinity, { maximumRecordAgeInSeconds: 60 }, [2, 3, 4, 5, 6, 7]],
  ])('is looked at in its last round when its final invocation is %s', async (_, good, options, failures) => {
    const told: number[] = []
    const target = new FakeTarget((event: Event, call) => {
      if (event.isFinalInvokeForWindow === true && call < good) throw new Error('down')
      return { state: 1 }
    })
    const { invoke } = target
    target.invoke = async (event) => {
      const call = target.events.length + 1
      const result = await invoke.call(target, event)
      return watch(result, result.error ? { failure: () => told.push(call) } : {})
    }
    const source = kinesisSource(target, { tumblingWindowInSeconds: 60, ...options })
    source.put('a')
    const rounds = await source.settled()
    expect(told).toEqual([])
    expect(rounds.at(-1)?.records).toEqual([])
    expect(told.toSorted()).toEqual(failures)
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
