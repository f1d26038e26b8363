// Tests of `sources.sqs`: what a function gets, when, and where each message ends.

import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { watch } from '../../src/record/observation.js'
import type { InvocationResult } from '../../src/record/result.js'
import { type SqsSource, sqsSource } from '../../src/sources/sqs.js'
import { FakeTarget } from './fake-target.js'
import { bodies, boom, deliveries, failing, queueFor, REPORTS, type Delivered } from './orders-queue.js'

describe('a message', () => {
  test('reaches the function as a record of SQS, and is deleted when the function answers [SQS-1, SQS-3]', async () => {
    const { queue, target } = queueFor()
    const ids = queue.send('plain', { id: 1 })
    const [round] = await queue.poll()
    expect(ids).toEqual(['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'])
    expect(round).toEqual({
      result: expect.objectContaining({ payload: null }),
      records: ids.map((id) => ({ id, outcome: 'deleted', receiveCount: 1 })),
    })
    expect(target.events[0]?.event).toMatchInlineSnapshot(`
      {
        "Records": [
          {
            "attributes": {
              "ApproximateFirstReceiveTimestamp": "1767225600000",
              "ApproximateReceiveCount": "1",
              "SenderId": "AIDAEXAMPLE",
              "SentTimestamp": "1767225600000",
            },
            "awsRegion": "us-east-1",
            "body": "plain",
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:my-queue",
            "md5OfBody": "ac7938d40cfc2307e2bf325d28e7884e",
            "messageAttributes": {},
            "messageId": "00000000-0000-4000-8000-000000000001",
            "receiptHandle": "receipt-handle-1-00000000-0000-4000-8000-000000000001",
          },
          {
            "attributes": {
              "ApproximateFirstReceiveTimestamp": "1767225600000",
              "ApproximateReceiveCount": "1",
              "SenderId": "AIDAEXAMPLE",
              "SentTimestamp": "1767225600000",
            },
            "awsRegion": "us-east-1",
            "body": "{"id":1}",
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:my-queue",
            "md5OfBody": "d2ce28b9a7fd7e4407e2b0fd499b7fe4",
            "messageAttributes": {},
            "messageId": "00000000-0000-4000-8000-000000000002",
            "receiptHandle": "receipt-handle-1-00000000-0000-4000-8000-000000000002",
          },
        ],
      }
    `)
    expect(queue.messages).toEqual([])
  })

  test('carries attributes, group and delay that are sent with it [SQS-1]', async () => {
    const { queue, target } = queueFor()
    const id = queue.sendMessage({ body: 'a', attributes: { kind: 'x' }, messageGroupId: 'tenant-1', delaySeconds: 9 })
    queue.send('b')
    expect(queue.messages).toEqual([
      { id, body: 'a', receiveCount: 0, messageGroupId: 'tenant-1' },
      { id: expect.any(String), body: 'b', receiveCount: 0 },
    ])
    await queue.settled()
    expect(bodies(target)).toEqual([['b'], ['a']])
    expect(target.events[1]).toMatchObject({
      atMs: 9000,
      event: {
        Records: [
          {
            attributes: { MessageGroupId: 'tenant-1' },
            messageAttributes: { kind: { stringValue: 'x', dataType: 'String' } },
          },
        ],
      },
    })
  })

  test('is sent alone by sendMessage(), which refuses what it would drop', () => {
    const { queue } = queueFor()
    const two = [{ body: 'a' }, { body: 'b' }] as unknown as [{ body: string }]
    expect(() => queue.sendMessage(...two)).toThrow(
      new TypeError(
        'queue.sendMessage() takes one message, but was given one argument more, which would be dropped: ' +
          'call it once for each, or give their bodies to queue.send(…).',
      ),
    )
    expect(queue.messages).toEqual([])
  })

  test('with the keys of sendMessage() in its body is sent as it is, and a test that fails is told so, once', async () => {
    const { queue, target } = queueFor()
    queue.send({ order: 1, body: 'x' }, { messageGroupId: 'g' }, 'body', null)
    expect([...target.explanations]).toEqual([])
    queue.send('a', { body: 'x', messageGroupId: 'g' })
    queue.send({ body: 'y' })
    expect([...target.explanations]).toEqual([
      'MessageBodyError: queue.send() took { body, messageGroupId } for the body of a message, which the function gets as JSON.\n\n' +
        'These are what queue.sendMessage() takes: use that, unless the function wants such a body.',
    ])
    expect(queue.messages.at(-1)?.body).toBe('{"body":"y"}')
  })

  test('is hidden for the visibility timeout after a failure, and then comes back, counted [SQS-3]', async () => {
    const { queue, target } = queueFor((_, call) => (call < 3 ? boom() : null), { queue: { visibilityTimeout: 40 } })
    const [id] = queue.send('a')
    expect((await queue.poll())[0]).toMatchObject({
      records: [{ id, outcome: 'returned', receiveCount: 1 }],
      explanation: 'The function failed, so no message of the batch is deleted (SQS-3).',
    })
    expect(queue.messages).toEqual([{ id, body: 'a', receiveCount: 1 }])
    await queue.poll()
    expect((await queue.poll())[0]?.records).toEqual([{ id, outcome: 'deleted', receiveCount: 3 }])
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 40_000, 80_000])
    const received = target.events.map(({ event }) => (event as Delivered).Records[0]?.attributes)
    expect(received.map((attributes) => attributes?.['ApproximateReceiveCount'])).toEqual(['1', '2', '3'])
    expect(new Set(received.map((attributes) => attributes?.['ApproximateFirstReceiveTimestamp'])).size).toBe(1)
  })

  test('goes to the dead-letter queue after maxReceiveCount receives [SQS-5]', async () => {
    const { queue, target } = queueFor(boom, { queue: { redrivePolicy: { maxReceiveCount: 3 } } })
    const [id] = queue.send('a')
    const rounds = await queue.settled()
    expect(rounds.map(({ records }) => records)).toEqual([
      [{ id, outcome: 'returned', receiveCount: 1 }],
      [{ id, outcome: 'returned', receiveCount: 2 }],
      [{ id, outcome: 'deadLetter', receiveCount: 3 }],
    ])
    expect(queue.deadLetterQueue).toEqual([{ id, body: 'a', receiveCount: 3 }])
    expect(queue.messages).toEqual([])
    expect(target.events).toHaveLength(3)
  })

  test('without a redrive policy is left in the queue by settled() after 100 receives, which says so [SQS-5]', async () => {
    const { queue, target } = queueFor(boom)
    const [id] = queue.send('poison')
    const rounds = await queue.settled()
    expect(rounds).toHaveLength(100)
    expect(rounds[98]?.explanation).not.toContain('settled()')
    expect(rounds[99]?.explanation).toBe(
      `The function failed, so no message of the batch is deleted (SQS-3). settled() leaves message ${id} in the queue after 100 receives: without a redrivePolicy it comes back until messageRetentionPeriod ends. Give queue: { redrivePolicy: { maxReceiveCount } } to have it in deadLetterQueue (SQS-5).`,
    )
    expect(queue.messages).toEqual([{ id, body: 'poison', receiveCount: 100 }])
    queue.send('good')
    await queue.settled()
    expect(bodies(target).slice(100)[0]).toEqual(['good'])
    expect((await queue.poll())[0]?.records).toEqual([{ id, outcome: 'returned', receiveCount: 101 }])
  })

  test('is lost when the retention period ends, and found in expired [SQS-3]', async () => {
    const { queue, target } = queueFor(boom, { queue: { messageRetentionPeriod: 60, visibilityTimeout: 25 } })
    const [id] = queue.send('a')
    await queue.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 25_000, 50_000])
    expect(queue.messages).toEqual([])
    expect(queue.expired).toEqual([{ id, body: 'a', receiveCount: 3 }])
    expect(queue.deadLetterQueue).toEqual([])
  })

  test('is found in expired also when nobody has polled for longer than the retention period [SQS-3]', () => {
    const { queue, target } = queueFor(undefined, { queue: { messageRetentionPeriod: 60 } })
    const [id] = queue.send('a')
    target.timeline.advance(59_999)
    expect(queue.expired).toEqual([])
    target.timeline.advance(1)
    expect(queue.messages).toEqual([])
    expect(queue.expired).toEqual([{ id, body: 'a', receiveCount: 0 }])
  })

  test('is not sent where another body of the same call is refused', () => {
    const { queue } = queueFor()
    expect(() => queue.send('a', '')).toThrow('body is empty')
    expect(queue.messages).toEqual([])
  })
})

describe('filters', () => {
  const filterCriteria = { filters: [{ pattern: { body: { kind: ['order'] } } }] }

  test('delete what they do not let pass, and the function never sees it [STM-8]', async () => {
    const { queue, target } = queueFor(undefined, { filterCriteria })
    const [other, order] = queue.send({ kind: 'other' }, { kind: 'order' })
    const [round] = await queue.poll()
    expect(bodies(target)).toEqual([['{"kind":"order"}']])
    expect(round?.records).toEqual([
      { id: other, outcome: 'filtered', receiveCount: 1 },
      { id: order, outcome: 'deleted', receiveCount: 1 },
    ])
    expect(queue.messages).toEqual([])
  })

  test('that let nothing pass leave nothing to invoke for [STM-8]', async () => {
    const { queue, target } = queueFor(undefined, { filterCriteria, maximumBatchingWindowInSeconds: 20 })
    const [id] = queue.send('text')
    expect(await queue.poll()).toEqual([{ result: undefined, records: [{ id, outcome: 'filtered', receiveCount: 1 }] }])
    expect(target.events).toEqual([])
    expect(target.elapsedMs).toBe(0)
  })
})

describe('a FIFO queue', () => {
  const fifo = { fifo: true, visibilityTimeout: 30, redrivePolicy: { maxReceiveCount: 2 } }

  test('gives its messages a group, a deduplication id and a sequence number [SQS-1]', async () => {
    const { queue, target } = queueFor(undefined, { queue: fifo })
    queue.send('a', 'a')
    await queue.poll()
    const [{ Records: records }] = target.events.map(({ event }) => event) as [Delivered]
    expect(records.map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({ MessageGroupId: 'group-1', SequenceNumber: '18800000000000000001' }),
      expect.objectContaining({ MessageGroupId: 'group-1', SequenceNumber: '18800000000000000002' }),
    ])
    expect(new Set(records.map(({ attributes }) => attributes['MessageDeduplicationId'])).size).toBe(2)
  })

  test('takes a duplicate within five minutes for the message that it has [SQS-7]', async () => {
    const { queue, target } = queueFor(undefined, { queue: { fifo: true, contentBasedDeduplication: true } })
    const [first] = queue.send('a')
    expect(queue.send('a', 'b')).toEqual([first, expect.not.stringMatching(String(first))])
    const id = queue.sendMessage({ body: 'a', messageDeduplicationId: 'own' })
    expect(queue.sendMessage({ body: 'x', messageDeduplicationId: 'own' })).toBe(id)
    await queue.settled()
    expect(bodies(target)).toEqual([['a', 'b', 'a']])
    const sentAgainAfter = async (ms: number): Promise<readonly string[]> => {
      target.agenda.at(target.timeline.now + ms, () => {})
      await target.agenda.run(() => false)
      return queue.send('a')
    }
    expect(await sentAgainAfter(299_999)).toEqual([first])
    expect(await sentAgainAfter(1)).not.toEqual([first])
  })

  test('delivers one batch of a group at a time, and groups side by side [SQS-7]', async () => {
    const { queue, target } = queueFor(undefined, { batchSize: 2, queue: fifo }, { takesMs: 1000 })
    for (const body of ['a1', 'b1', 'a2', 'a3', 'b2', 'b3']) queue.sendMessage({ body, messageGroupId: body.charAt(0) })
    await queue.settled()
    expect(deliveries(target)).toEqual([
      [0, 'a1', 'a2'],
      [0, 'b1', 'b2'],
      [1000, 'a3'],
      [1000, 'b3'],
    ])
  })

  test('blocks a group behind a failure until it succeeds or is in the dead-letter queue [SQS-7]', async () => {
    const { queue, target } = queueFor(failing('a1'), { ...REPORTS, batchSize: 1, queue: fifo })
    for (const body of ['a1', 'a2', 'b1']) queue.sendMessage({ body, messageGroupId: body.charAt(0) })
    await queue.settled()
    expect(deliveries(target)).toEqual([
      [0, 'a1'],
      [0, 'b1'],
      [30_000, 'a1'],
      [60_000, 'a2'],
    ])
    expect(queue.deadLetterQueue.map(({ body }) => body)).toEqual(['a1'])
  })

  test('keeps what comes after a message that settled() leaves alone [SQS-7]', async () => {
    const { queue, target } = queueFor(failing('a1'), { ...REPORTS, batchSize: 1, queue: { fifo: true } })
    queue.send('a1', 'a2')
    await queue.settled()
    expect(queue.messages.map(({ body, receiveCount }) => [body, receiveCount])).toEqual([
      ['a1', 100],
      ['a2', 0],
    ])
    expect(target.events).toHaveLength(100)
  })

  test('does not hold back a message for a later one that is still delayed', async () => {
    const { queue, target } = queueFor(undefined, { queue: { fifo: true, delaySeconds: 10 } })
    queue.send('a')
    target.agenda.at(target.timeline.now + 5000, () => void queue.send('b'))
    await queue.settled()
    expect(deliveries(target)).toEqual([
      [10_000, 'a'],
      [15_000, 'b'],
    ])
  })
})

describe('a failure', () => {
  class WatchedTarget extends FakeTarget {
    readonly seen = vi.fn<() => void>()
    override async invoke(event: unknown): Promise<InvocationResult> {
      return watch(await super.invoke(event), { failure: this.seen, error: this.seen })
    }
  }

  async function failed(): Promise<{
    queue: SqsSource
    rounds: Awaited<ReturnType<SqsSource['poll']>>
    seen: () => void
  }> {
    const target = new WatchedTarget(boom)
    const queue = sqsSource(target)
    queue.send('a')
    return { queue, rounds: await queue.poll(), seen: target.seen }
  }

  test('is not looked at by polling, nor by taking the result or the explanation, nor by printing', async () => {
    const { rounds, seen } = await failed()
    expect(rounds[0]?.result?.statusCode).toBe(200)
    expect(rounds[0]?.explanation).toContain('The function failed')
    expect(inspect(rounds, { depth: 4 })).toContain("outcome: 'returned'")
    expect(seen).not.toHaveBeenCalled()
  })

  test.each<[string, (queue: SqsSource, round: Awaited<ReturnType<SqsSource['poll']>>[number] | undefined) => unknown]>(
    [
      ['the records of its round', (_, round) => round?.records],
      ['the error of its result', (_, round) => round?.result?.error],
      ['the messages of the queue', (queue) => queue.messages],
      ['the dead-letter queue', (queue) => queue.deadLetterQueue],
      ['what has expired', (queue) => queue.expired],
    ],
  )('is looked at by reading %s', async (_, look) => {
    const { queue, rounds, seen } = await failed()
    look(queue, rounds[0])
    expect(seen).toHaveBeenCalled()
  })
})

test('a queue belongs to the test that uses it', async () => {
  const first = new FakeTarget()
  const second = new FakeTarget()
  let running = first
  const queue = sqsSource({ function: first, target: () => running })
  queue.send('a')
  running = second
  expect(queue.messages).toEqual([])
  expect(await queue.settled()).toEqual([])
  running = first
  expect(queue.messages).toHaveLength(1)
})
