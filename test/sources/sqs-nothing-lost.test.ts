// Whatever a function does, every message of a queue ends exactly once, or is still there, and groups stay in order.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InvocationResult } from '../../src/record/result.js'
import { type SqsSource, sqsSource } from '../../src/sources/sqs.js'
import type { SqsOptions } from '../../src/sources/sqs-options.js'
import type { SqsRecordReport } from '../../src/sources/sqs-round.js'
import { FakeTarget, Throttled } from './fake-target.js'
import type { Delivered } from './orders-queue.js'

/** What the function does with a batch; `failing`: of which messages, by their place in it. */
type Behaviour = 'answer' | 'throw' | 'throttle' | 'malformed' | { readonly failing: readonly number[] }

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constantFrom<Behaviour>('answer', 'throw', 'throttle', 'malformed'),
  fc.record({ failing: fc.array(fc.nat(9), { maxLength: 4 }) }),
)

const scenario = fc.record({
  fifo: fc.boolean(),
  batchSize: fc.integer({ min: 1, max: 10 }),
  window: fc.constantFrom(0, 0, 3, 5),
  visibilityTimeout: fc.constantFrom(3, 5, 30),
  maxReceiveCount: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  messageRetentionPeriod: fc.constantFrom(60, 345_600),
  reports: fc.boolean(),
  takesMs: fc.constantFrom(0, 700, 2500),
  /** The group of each message; in the group `x` they are filtered. */
  messages: fc.array(fc.constantFrom('a', 'b', 'c', 'x'), { minLength: 1, maxLength: 25 }),
  /** Of messages in a standard queue, in seconds, one after the other. */
  delays: fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }),
  behaviours: fc.array(behaviour, { minLength: 1, maxLength: 12 }),
  polls: fc.integer({ min: 0, max: 3 }),
})

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

function optionsOf(given: Scenario): SqsOptions {
  const { fifo, batchSize, visibilityTimeout, maxReceiveCount, messageRetentionPeriod } = given
  return {
    batchSize,
    maximumBatchingWindowInSeconds: fifo ? 0 : given.window,
    ...(given.reports && { functionResponseTypes: ['ReportBatchItemFailures'] }),
    filterCriteria: { filters: [{ pattern: { body: { group: [{ 'anything-but': 'x' }] } } }] },
    queue: {
      fifo,
      visibilityTimeout,
      messageRetentionPeriod,
      ...(maxReceiveCount !== undefined && { redrivePolicy: { maxReceiveCount } }),
    },
  }
}

function respond(how: Behaviour, { Records }: Delivered): unknown {
  if (how === 'answer') return null
  if (how === 'throw') throw new Error('boom')
  if (how === 'throttle') throw new Throttled()
  if (how === 'malformed') return { batchItemFailures: [{ itemIdentifier: '' }] }
  const items = how.failing.map((at) => ({ itemIdentifier: Records[at % Records.length]?.messageId }))
  return { batchItemFailures: items }
}

/** Checks each event outside of the function, where what throws would be a function error. */
class CheckedTarget extends FakeTarget {
  check: (event: Delivered) => void = () => {}

  override async invoke(event: unknown): Promise<InvocationResult> {
    this.check(event as Delivered)
    return await super.invoke(event)
  }
}

/** In a FIFO queue, a batch has the first messages of each of its groups that are still in the queue. */
function checkOrder({ Records }: Delivered, queue: SqsSource): void {
  for (const group of new Set(Records.map(({ attributes }) => attributes['MessageGroupId']))) {
    const delivered = Records.filter(({ attributes }) => attributes['MessageGroupId'] === group).map(
      (one) => one.messageId,
    )
    const waiting = queue.messages.filter(({ messageGroupId }) => messageGroupId === group).map(({ id }) => id)
    expect(waiting.slice(0, delivered.length)).toEqual(delivered)
  }
}

test('a message is never lost, never ends twice, and groups stay in order [SQS-3, SQS-5, SQS-6, SQS-7]', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const { fifo, messages, delays, behaviours } = given
      const target = new CheckedTarget(
        (event: Delivered, call) => respond(behaviours[call % behaviours.length] ?? 'answer', event),
        { takesMs: given.takesMs },
      )
      const queue = sqsSource(target, optionsOf(given))
      target.check = (event) => {
        expect(new Set(event.Records.map((one) => one.messageId)).size).toBe(event.Records.length)
        if (fifo) checkOrder(event, queue)
      }
      const sent = messages.map((group, index) =>
        queue.sendMessage({
          body: { group, index },
          ...(fifo ? { messageGroupId: group } : { delaySeconds: delays[index % delays.length] }),
        }),
      )
      const rounds: { readonly records: readonly SqsRecordReport[] }[] = []
      for (let poll = 0; poll < given.polls; poll++) rounds.push(...(await queue.poll()))
      rounds.push(...(await queue.settled()))

      const reports = Map.groupBy(
        rounds.flatMap(({ records }) => records),
        ({ id }) => id,
      )
      const places = [queue.messages, queue.deadLetterQueue, queue.expired].map((list) => list.map(({ id }) => id))
      for (const [index, id] of sent.entries()) {
        const own = reports.get(id) ?? []
        const ends = own.filter(({ outcome }) => outcome === 'deleted' || outcome === 'filtered')
        const kept = places.filter((ids) => ids.includes(id))
        expect(ends.length + kept.length).toBe(1)
        expect(own.map(({ receiveCount }) => receiveCount).toSorted((a, b) => a - b)).toEqual(
          own.map((_, at) => at + 1),
        )
        // A message may also be too old before anybody has polled it.
        const filtered = places[2]?.includes(id) ? [] : ['filtered']
        if (messages[index] === 'x') expect(own.map(({ outcome }) => outcome)).toEqual(filtered)
        if (places[1]?.includes(id)) expect(own).toHaveLength(given.maxReceiveCount ?? 0)
      }
      expect(places.flat()).toHaveLength(new Set(places.flat()).size)
    }),
    { numRuns: 150 },
  )
})
