import type { KinesisStreamEvent } from 'aws-lambda'
import { array, assert, asyncProperty, boolean, constantFrom, integer, record } from 'fast-check'
import { expect, test } from 'vitest'
import { kinesisSource } from '../../src/sources/kinesis.js'
import type { StreamRound } from '../../src/sources/stream-round.js'
import { FakeTarget, Throttled } from './fake-target.js'

/** How the function behaves, call after call: it fails, reports the record at `place` as failed, is throttled, or succeeds. */
const behaviour = record({
  kind: constantFrom('succeed', 'succeed', 'succeed', 'fail', 'report', 'malformed', 'throttle'),
  place: integer({ min: 0, max: 9 }),
})

const plan = record({
  calls: array(behaviour, { minLength: 1, maxLength: 30 }),
  keys: array(constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 25 }),
  shardCount: constantFrom(1, 3),
  batchSize: integer({ min: 1, max: 7 }),
  parallelizationFactor: constantFrom(1, 2),
  bisectBatchOnFunctionError: boolean(),
  reportsItems: boolean(),
  filtered: boolean(),
  maximumRetryAttempts: integer({ min: -1, max: 3 }),
  maximumRecordAgeInSeconds: constantFrom(-1, 60),
  maximumBatchingWindowInSeconds: constantFrom(0, 10),
  tumblingWindowInSeconds: constantFrom(0, 0, 5),
  takesMs: constantFrom(0, 700),
  polls: integer({ min: 0, max: 5 }),
})

test('every record ends once, in the order of its key, whatever the function does [STM-1] [STM-2] [STM-3] [STM-4] [STM-5] [STM-8]', async () => {
  await assert(
    asyncProperty(
      plan,
      async ({
        calls,
        keys,
        polls,
        reportsItems,
        filtered,
        takesMs,
        shardCount,
        parallelizationFactor,
        ...options
      }) => {
        const target = new FakeTarget(
          ({ Records }: KinesisStreamEvent, call) => {
            const { kind, place } = calls[(call - 1) % calls.length] ?? { kind: 'succeed', place: 0 }
            if (kind === 'throttle') throw new Throttled()
            if (kind === 'fail') throw new Error('down')
            const itemIdentifier = Records[place % Records.length]?.kinesis.sequenceNumber
            if (kind === 'report') return { state: 1, batchItemFailures: [{ itemIdentifier }] }
            return kind === 'malformed' ? { state: 1, batchItemFailures: [{}] } : { state: 1 }
          },
          { takesMs },
        )
        const source = kinesisSource(target, {
          ...options,
          parallelizationFactor: options.tumblingWindowInSeconds > 0 ? 1 : parallelizationFactor,
          stream: { shardCount },
          functionResponseTypes: reportsItems ? ['ReportBatchItemFailures'] : [],
          destinationConfig: { onFailure: { destination: 'arn:aws:sqs:us-east-1:123456789012:failures' } },
          ...(filtered && { filterCriteria: { filters: [{ pattern: { partitionKey: [{ 'anything-but': 'd' }] } }] } }),
        })
        const ids = keys.flatMap((partitionKey, index) => source.put({ data: String(index), partitionKey }))
        const keyOf = new Map(ids.map((id, index) => [id, keys[index]]))
        const rounds: StreamRound[] = []
        for (let poll = 0; poll < polls; poll++) rounds.push(...(await source.poll()))

        const ended = (): string[] =>
          rounds.flatMap(({ records }) => records.filter(({ outcome }) => outcome !== 'retried').map(({ id }) => id))
        const left = source.records.map(({ id }) => id)
        expect([...ended(), ...left].toSorted()).toEqual(ids.toSorted())

        rounds.push(...(await source.settled()))
        expect(ended().toSorted()).toEqual(ids.toSorted())
        expect(source.records).toEqual([])
        for (const key of new Set(keys)) {
          const ofKey = (some: readonly string[]): string[] => some.filter((id) => keyOf.get(id) === key)
          expect(ofKey(ended())).toEqual(ofKey(ids))
        }
        const outcomeCounts = Map.groupBy(
          rounds.flatMap(({ records }) => records),
          ({ outcome }) => outcome,
        )
        const lost = (outcomeCounts.get('failed')?.length ?? 0) + (outcomeCounts.get('expired')?.length ?? 0)
        const sent = source.failures.reduce((sum, failure) => sum + (failure.KinesisBatchInfo?.batchSize ?? 0), 0)
        expect(sent).toBe(lost)
        if (filtered) expect(outcomeCounts.get('filtered')?.length ?? 0).toBe(keys.filter((key) => key === 'd').length)
      },
    ),
    { numRuns: 100 },
  )
})
