// Tests of how a queue is polled: which messages are in a batch, when it is delivered, and how many are at once.

import { describe, expect, test } from 'vitest'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import { Refusal, Throttled } from './fake-target.js'
import { bodies, deliveries, failing, queueFor, REPORTS, type Delivered } from './orders-queue.js'

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

  test('is one of 305 after a minute of polling, also while all five are still under way [SQS-9]', async () => {
    const options = { batchSize: 1, queue: { visibilityTimeout: 120 } }
    const { queue, target } = queueFor(undefined, options, { takesMs: 100_000, timeoutMs: 120_000 })
    queue.send('a', 'b', 'c', 'd', 'e', 'f', 'g')
    await queue.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([0, 0, 0, 0, 0, 60_000, 60_000])
    expect(target.elapsedMs).toBe(160_000)
  })

  test('has messages that were sent while another is under way, and does not wait for that one [SQS-9]', async () => {
    const { queue, target } = queueFor(undefined, {}, { takesMs: 1000 })
    queue.send('a')
    target.agenda.at(target.timeline.now + 400, () => {
      queue.send('b')
      queue.send('c')
    })
    await queue.settled()
    expect(deliveries(target)).toEqual([
      [0, 'a'],
      [400, 'b', 'c'],
    ])
  })

  test.each(['poll', 'settled'] as const)(
    'of less than batchSize waits for the batching window, and takes up what is visible by then: %s() [SQS-2]',
    async (verb) => {
      const { queue, target } = queueFor(undefined, { batchSize: 100, maximumBatchingWindowInSeconds: 5 })
      queue.send('a', 'b')
      queue.sendMessage({ body: 'c', delaySeconds: 3 })
      const [round] = await queue[verb]()
      expect(deliveries(target)).toEqual([[5000, 'a', 'b', 'c']])
      expect(round?.records).toHaveLength(3)
    },
  )

  test.each(['poll', 'settled'] as const)(
    'that is full before the end of the batching window goes then: %s() [SQS-2]',
    async (verb) => {
      const { queue, target } = queueFor(undefined, { batchSize: 2, maximumBatchingWindowInSeconds: 5 })
      queue.send('a')
      queue.sendMessage({ body: 'b', delaySeconds: 3 })
      await queue[verb]()
      expect(deliveries(target)).toEqual([[3000, 'a', 'b']])
    },
  )

  test('has no message twice that is visible again before the batching window is over [SQS-4]', async () => {
    const options = { maximumBatchingWindowInSeconds: 5, queue: { visibilityTimeout: 3 } }
    const { queue, target } = queueFor(undefined, options)
    queue.send('a')
    await queue.poll()
    expect(deliveries(target)).toEqual([[5000, 'a']])
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

  test('is given up with its run, and its messages come back', async () => {
    const { queue, target } = queueFor(
      ({ Records }: Delivered, call) => {
        if (call > 2) return null
        throw Records[0]?.body === 'a' ? new Throttled() : new Refusal('gone')
      },
      { batchSize: 1 },
    )
    const [a] = queue.send('a', 'b')
    await expect(queue.settled()).rejects.toThrow('gone')
    await target.agenda.run(() => false)
    expect(deliveries(target)).toEqual([
      [0, 'a'],
      [0, 'b'],
    ])
    const [round] = await queue.settled()
    expect(round?.records).toEqual([{ id: a, outcome: 'deleted', receiveCount: 2 }])
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
    let refuses = true
    const { queue, target } = queueFor(
      () => {
        if (refuses) throw new Refusal('gone')
      },
      { batchSize: 2, maximumBatchingWindowInSeconds: 1 },
    )
    queue.send('a1', 'a2', 'b')
    await expect(queue.poll()).rejects.toThrow('gone')
    refuses = false
    await target.agenda.run(() => false)
    expect(bodies(target)).toEqual([['a1', 'a2']])
    await queue.settled()
    expect(deliveries(target).slice(1)).toEqual([
      [30_000, 'a1', 'a2'],
      [31_000, 'b'],
    ])
  })

  test('is told at once for options, where the source is made [SQS-4]', () => {
    expect(() => queueFor(undefined, { batchSize: 0 })).toThrow(LambdaServiceException)
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
  expect(queue.messages).toEqual([])
})

test('who polls beside another ends when the other has processed the last message', async () => {
  const { queue, target } = queueFor(undefined, {}, { takesMs: 500 })
  queue.send('a')
  await Promise.all([queue.poll(), queue.settled()])
  expect(target.elapsedMs).toBe(500)
})
