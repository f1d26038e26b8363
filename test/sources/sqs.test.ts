// Tests of `sources.sqs`: what a function gets, when, and where each message ends.

import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import { watch } from '../../src/record/observation.js'
import type { InvocationResult } from '../../src/record/result.js'
import { type SqsSource, sqsSource } from '../../src/sources/sqs.js'
import type { SqsOptions } from '../../src/sources/sqs-options.js'
import { FakeTarget, Refusal, type Respond } from './fake-target.js'

interface Delivered {
  readonly Records: { readonly messageId: string; readonly body: string; readonly attributes: Record<string, string> }[]
}

class Throttled extends Refusal {
  override readonly name = 'TooManyRequestsException'
}

const REPORTS = { functionResponseTypes: ['ReportBatchItemFailures'] } as const

function queueFor(
  respond: Respond = () => null,
  options: SqsOptions = {},
  timing: { takesMs?: number; timeoutMs?: number } = {},
): { queue: SqsSource; target: FakeTarget } {
  const target = new FakeTarget(respond, timing)
  return { queue: sqsSource(target, options), target }
}

/** Fails the messages whose body is one of these, as a function with partial batch responses does. */
function failing(...wanted: string[]): Respond {
  return ({ Records }: Delivered) => ({
    batchItemFailures: Records.filter(({ body }) => wanted.includes(body)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  })
}

function bodies({ events }: FakeTarget): string[][] {
  return events.map(({ event }) => (event as Delivered).Records.map(({ body }) => body))
}

function boom(): never {
  throw new Error('boom')
}

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

  test.each<[string, (queue: SqsSource) => unknown, string]>([
    ['undefined', (queue) => queue.send(undefined), 'queue.send(): body cannot be written as JSON'],
    [
      'an empty body',
      (queue) => queue.send(''),
      'queue.send(): body is empty, and SQS takes no message without a body.',
    ],
    [
      'bytes',
      (queue) => queue.send(new Uint8Array(1)),
      'queue.send(): body is bytes (a Uint8Array), but travels as text',
    ],
    [
      'too much',
      (queue) => queue.send('ä'.repeat(524_289)),
      'queue.send(): the message has 1048578 bytes, and SQS takes at most 1048576.',
    ],
    [
      'another key',
      (queue) => queue.sendMessage({ body: 'a', groupId: 'g' } as never),
      'queue.sendMessage(): unknown key "groupId" in the input. Did you mean "messageGroupId"?',
    ],
    [
      'a long delay',
      (queue) => queue.sendMessage({ body: 'a', delaySeconds: 901 }),
      'queue.sendMessage(): delaySeconds is 901: it takes 0 to 900.',
    ],
    [
      'a deduplication id',
      (queue) => queue.sendMessage({ body: 'a', messageDeduplicationId: 'd' }),
      'queue.sendMessage(): messageDeduplicationId is for FIFO queues: sources.sqs(…, { queue: { fifo: true } }).',
    ],
    [
      'an attribute of no type',
      (queue) => queue.sendMessage({ body: 'a', attributes: { x: true as never } }),
      'queue.sendMessage(): attributes.x is true (a boolean), where a string, a finite number, a bigint or a Uint8Array is expected.',
    ],
  ])('of %s is refused', (_, send, message) => {
    const { queue } = queueFor()
    expect(() => send(queue)).toThrow(message)
    expect(queue.messages).toEqual([])
  })

  test('is not sent where another body of the same call is refused', () => {
    const { queue } = queueFor()
    expect(() => queue.send('a', '')).toThrow('body is empty')
    expect(queue.messages).toEqual([])
  })
})

describe('a batch', () => {
  test('has at most batchSize messages, and five are processed at once [SQS-2, SQS-9]', async () => {
    const { queue, target } = queueFor(undefined, { batchSize: 2 }, { takesMs: 1000 })
    queue.send(...Array.from({ length: 13 }, (_, index) => `m${index}`))
    expect(await queue.poll()).toHaveLength(5)
    expect(bodies(target).map(({ length }) => length)).toEqual([2, 2, 2, 2, 2])
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 0, 0, 0, 0])
    await queue.poll()
    expect(bodies(target).slice(5)).toEqual([['m10', 'm11'], ['m12']])
    expect(await queue.poll()).toEqual([])
  })

  test('takes the place of one that has ended, with maximumConcurrency at once [SQS-9]', async () => {
    const options = { batchSize: 1, scalingConfig: { maximumConcurrency: 2 } }
    const { queue, target } = queueFor(undefined, options, { takesMs: 1000 })
    queue.send('a', 'b', 'c', 'd', 'e')
    await queue.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 0, 1000, 1000, 2000])
  })

  test('of less than batchSize waits for the batching window [SQS-2]', async () => {
    const { queue, target } = queueFor(undefined, { batchSize: 100, maximumBatchingWindowInSeconds: 5 })
    queue.send('a', 'b')
    queue.sendMessage({ body: 'c', delaySeconds: 3 })
    const [round] = await queue.poll()
    expect(bodies(target)).toEqual([['a', 'b', 'c']])
    expect(target.events[0]?.atMs).toBe(5000)
    expect(round?.records).toHaveLength(3)
  })

  test('that is full does not wait [SQS-2]', async () => {
    const { queue, target } = queueFor(undefined, { batchSize: 2, maximumBatchingWindowInSeconds: 5 })
    queue.send('a', 'b')
    await queue.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0])
  })

  test('is cut at 6 MB, and that does not wait either [SQS-2]', async () => {
    const { queue, target } = queueFor(undefined, { maximumBatchingWindowInSeconds: 5 })
    queue.send(...Array.from({ length: 7 }, () => 'x'.repeat(1_000_000)))
    await queue.settled()
    expect(bodies(target).map(({ length }) => length)).toEqual([6, 1])
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 5000])
    for (const { event } of target.events) expect(JSON.stringify(event).length).toBeLessThanOrEqual(6 * 1024 * 1024)
  })

  test('whose messages are visible again before the answer deletes none of them, and says so [SQS-4]', async () => {
    const options = {
      maximumBatchingWindowInSeconds: 4,
      queue: { visibilityTimeout: 5, redrivePolicy: { maxReceiveCount: 2 } },
    }
    const { queue } = queueFor(undefined, options, { takesMs: 2000 })
    const [id] = queue.send('slow')
    const rounds = await queue.settled()
    expect(rounds.map(({ records }) => records)).toEqual([
      [{ id, outcome: 'returned', receiveCount: 1 }],
      [{ id, outcome: 'deadLetter', receiveCount: 2 }],
    ])
    expect(queue.deadLetterQueue).toHaveLength(1)
    expect(rounds[0]?.explanation).toBe(
      'Messages were visible again before the function had answered, so they could not be deleted: the batching window and throttling count against queue.visibilityTimeout (SQS-4).',
    )
  })

  test('returns what the function reports, and deletes the rest [SQS-6]', async () => {
    const { queue } = queueFor(failing('b'), { ...REPORTS, queue: { redrivePolicy: { maxReceiveCount: 2 } } })
    const [a, b] = queue.send('a', 'b')
    const [round] = await queue.poll()
    expect(round?.records).toEqual([
      { id: a, outcome: 'deleted', receiveCount: 1 },
      { id: b, outcome: 'returned', receiveCount: 1 },
    ])
    expect(round).not.toHaveProperty('explanation')
    await queue.settled()
    expect(queue.deadLetterQueue).toEqual([{ id: b, body: 'b', receiveCount: 2 }])
  })

  test('returns as a whole for a malformed report, and says why [SQS-6]', async () => {
    const { queue } = queueFor(() => ({ batchItemFailures: ['b'] }), REPORTS)
    queue.send('a', 'b')
    expect((await queue.poll())[0]).toMatchObject({
      records: [{ outcome: 'returned' }, { outcome: 'returned' }],
      explanation:
        'AWS treats the answer as a failure of the whole batch, because batchItemFailures[0] is text, where { itemIdentifier } is expected (SQS-6).',
    })
  })

  test('says that reported failures are ignored without the response type [SQS-6]', async () => {
    const { queue } = queueFor(failing('a'))
    queue.send('a')
    expect((await queue.poll())[0]).toMatchObject({
      records: [{ outcome: 'deleted' }],
      explanation:
        "The batchItemFailures of the answer are ignored, and the message is deleted: the mapping lacks functionResponseTypes: ['ReportBatchItemFailures'] (SQS-6).",
    })
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
    expect(queue.send('a')).toEqual([first])
    target.agenda.at(target.timeline.now + 300_000, () => {})
    await target.agenda.run(() => false)
    expect(queue.send('a')).not.toEqual([first])
  })

  test('delivers one batch of a group at a time, and groups side by side [SQS-7]', async () => {
    const { queue, target } = queueFor(undefined, { batchSize: 2, queue: fifo }, { takesMs: 1000 })
    for (const body of ['a1', 'b1', 'a2', 'a3', 'b2', 'b3']) queue.sendMessage({ body, messageGroupId: body.charAt(0) })
    await queue.settled()
    expect(target.events.map(({ atMs }, index) => [atMs, bodies(target)[index]])).toEqual([
      [0, ['a1', 'a2']],
      [0, ['b1', 'b2']],
      [1000, ['a3']],
      [1000, ['b3']],
    ])
  })

  test('blocks a group behind a failure until it succeeds or is in the dead-letter queue [SQS-7]', async () => {
    const { queue, target } = queueFor(failing('a1'), { ...REPORTS, batchSize: 1, queue: fifo })
    for (const body of ['a1', 'a2', 'b1']) queue.sendMessage({ body, messageGroupId: body.charAt(0) })
    await queue.settled()
    expect(target.events.map(({ atMs }, index) => [atMs, ...(bodies(target)[index] ?? [])])).toEqual([
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
    expect(target.events.map(({ atMs }, index) => [atMs, ...(bodies(target)[index] ?? [])])).toEqual([
      [10_000, 'a'],
      [15_000, 'b'],
    ])
  })

  test('takes no delay for a single message', () => {
    const { queue } = queueFor(undefined, { queue: fifo })
    expect(() => queue.sendMessage({ body: 'a', delaySeconds: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: queue.sendMessage(): delaySeconds is for standard queues; a FIFO queue has one for all its messages.]`,
    )
  })
})

describe('a throttled invocation', () => {
  test('is tried again until it is not throttled, of the same receive [SQS-8]', async () => {
    const { queue, target } = queueFor((_, call) => {
      if (call < 4) throw new Throttled()
    })
    const [id] = queue.send('a')
    const [round] = await queue.poll()
    expect(round?.records).toEqual([{ id, outcome: 'deleted', receiveCount: 1 }])
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 1000, 3000, 7000])
  })

  test('is given up when the messages are visible again, and the receive is spent [SQS-8]', async () => {
    const { queue, target } = queueFor(
      () => {
        throw new Throttled()
      },
      { queue: { visibilityTimeout: 10, redrivePolicy: { maxReceiveCount: 2 } } },
    )
    const [id] = queue.send('a')
    expect(await queue.poll()).toEqual([
      {
        result: undefined,
        records: [{ id, outcome: 'returned', receiveCount: 1 }],
        explanation:
          'Lambda throttled the invocation until the visibility timeout had passed: the messages are visible again, and have been received once more (SQS-8).',
      },
    ])
    expect(target.elapsedMs).toBe(10_000)
    await queue.settled()
    expect(queue.deadLetterQueue).toEqual([{ id, body: 'a', receiveCount: 2 }])
  })
})

describe('what the service refuses otherwise', () => {
  test('rejects, loses no message, and does not go on by itself', async () => {
    let refuses = true
    const { queue, target } = queueFor(() => {
      if (refuses) throw Object.assign(new Refusal('gone'), { name: 'ResourceNotFoundException' })
    })
    const [id] = queue.send('a')
    await expect(queue.settled()).rejects.toThrow('gone')
    expect(queue.messages).toEqual([{ id, body: 'a', receiveCount: 1 }])
    refuses = false
    target.agenda.at(target.timeline.now + 60_000, () => {})
    await target.agenda.run(() => false)
    expect(target.events).toHaveLength(1)
    expect((await queue.settled())[0]?.records).toEqual([{ id, outcome: 'deleted', receiveCount: 2 }])
  })

  test('ends other batches of the run as well, whose messages come back', async () => {
    const { queue, target } = queueFor(
      ({ Records }: Delivered) => {
        if (Records[0]?.body === 'a') throw new Refusal('gone')
      },
      { batchSize: 1, maximumBatchingWindowInSeconds: 1 },
    )
    queue.send('a', 'b')
    await expect(queue.poll()).rejects.toThrow('gone')
    await target.agenda.run(() => false)
    expect(queue.messages.length).toBeGreaterThan(0)
  })

  test('is told at once for options, where the source is made [SQS-4]', () => {
    expect(() => queueFor(undefined, { batchSize: 0 })).toThrow(LambdaServiceException)
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

test('polling an empty queue delivers nothing, and takes no time', async () => {
  const { queue, target } = queueFor()
  expect(await queue.poll()).toEqual([])
  expect(await queue.settled()).toEqual([])
  expect(target.elapsedMs).toBe(0)
})

test('polls that run side by side deliver each message once', async () => {
  const { queue, target } = queueFor(undefined, { batchSize: 1 }, { takesMs: 500 })
  queue.send(...Array.from({ length: 12 }, (_, index) => `m${index}`))
  await Promise.all([queue.poll(), queue.settled()])
  expect(bodies(target).flat().toSorted()).toEqual(Array.from({ length: 12 }, (_, index) => `m${index}`).toSorted())
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
