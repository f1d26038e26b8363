// Queues, channels, loaders and streams: whoever waits for the last of it leaves nothing behind.

import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { callbackify } from 'node:util'
import { ITEMS, later, type Pool, raiseNoAlarm } from './support/jobs.js'
import { DrainedQueue, IdleQueue, PQueue, Semaphore, callbackQueue } from './support/queues.js'
import { AsyncLoader, Channel, NextTickLoader, Scheduler } from './support/loaders.js'

const WAYS: Readonly<Record<string, Pool>> = {
  'data events with an async listener, and an end': (job) =>
    new Promise<void>((resolve, reject) => {
      let [left, hasEnded] = [0, false]
      const stream = Readable.from(ITEMS)
      const finish = (): void => {
        if (left === 0 && hasEnded) resolve()
      }
      stream.on('data', async (item: string) => {
        left++
        stream.pause()
        await job(item)
        stream.resume()
        left--
        finish()
      })
      stream.on('error', reject)
      stream.on('end', () => {
        hasEnded = true
        finish()
      })
    }),
  'streams of the web': async (job) => {
    const seen: unknown[] = []
    await ReadableStream.from(ITEMS)
      .pipeThrough(
        new TransformStream<string, unknown>({
          transform: async (item, controller) => controller.enqueue(await job(item)),
        }),
      )
      .pipeTo(new WritableStream({ write: async (one) => void seen.push(await one) }))
    return seen.length
  },
  'a semaphore': async (job) => {
    const semaphore = new Semaphore(2)
    await Promise.all(
      ITEMS.map(async (item) => {
        const release = await semaphore.acquire()
        try {
          await job(item)
        } finally {
          release()
        }
      }),
    )
  },
  'a semaphore that runs what it is given': (job) => {
    const semaphore = new Semaphore(2)
    return Promise.all(ITEMS.map((item) => semaphore.run(() => job(item))))
  },
  'a mutex that is a chain': (job) => {
    let tail: Promise<unknown> = Promise.resolve()
    const locked = (item: string): Promise<unknown> => (tail = tail.then(() => job(item)))
    return Promise.all(ITEMS.map(locked))
  },
  'a queue with a drain callback': (job) =>
    new Promise<void>((resolve) => {
      const queue = callbackQueue(callbackify(job), 2, resolve)
      for (const item of ITEMS) queue(item)
    }),
  'a queue with an async worker and a drain promise': async (job) => {
    const queue = new DrainedQueue(job, 2)
    for (const item of ITEMS) queue.push(item)
    await queue.drained()
  },
  'a queue with an idle event': async (job) => {
    const queue = new IdleQueue(job, 2)
    for (const item of ITEMS) queue.add(item)
    if (queue.busy) await once(queue, 'idle')
  },
  'p-queue: add() and onIdle()': async (job) => {
    const queue = new PQueue(2)
    for (const item of ITEMS) void queue.add(() => job(item))
    await queue.onIdle()
  },
  'p-queue: all that add() gave': (job) => {
    const queue = new PQueue(2)
    return Promise.all(ITEMS.map((item) => queue.add(() => job(item))))
  },
  'a channel that a producer fills and closes': async (job) => {
    const channel = new Channel<unknown>()
    const produce = async (): Promise<void> => {
      for (const item of ITEMS) channel.push(await job(item))
      channel.close()
    }
    void produce()
    let count = 0
    for await (const _ of channel) count++
    return count
  },
  'a channel with two producers, the last of which closes it': async (job) => {
    const channel = new Channel<unknown>()
    const shared = ITEMS.values()
    let running = 2
    const produce = async (): Promise<void> => {
      for (const item of shared) channel.push(await job(item))
      if (--running === 0) channel.close()
    }
    void produce()
    void produce()
    let count = 0
    for await (const _ of channel) count++
    return count
  },
  'a channel with two consumers': async (job) => {
    const channel = new Channel<string>()
    const consume = async (): Promise<void> => {
      for await (const item of channel) await job(item)
    }
    const consumers = Promise.all([consume(), consume()])
    for (const item of ITEMS) channel.push(item)
    channel.close()
    await consumers
  },
  'a loader that gathers with the next tick': async (job) => {
    const loader = new NextTickLoader((keys) => Promise.all(keys.map(job)))
    await Promise.all(ITEMS.map((item) => loader.load(item)))
    return loader.load('last')
  },
  'a loader with an async dispatch': async (job) => {
    const loader = new AsyncLoader(job)
    const [first, ...others] = await Promise.all(ITEMS.map((item) => loader.load(item)))
    return [first, others.length]
  },
  'a pipeline with a transform': async (job) => {
    const seen: unknown[] = []
    await pipeline(
      Readable.from(ITEMS),
      new Transform({
        objectMode: true,
        transform: (item: string, _, done) => callbackify(job)(item, (error) => done(error, item)),
      }),
      async (source: AsyncIterable<string>) => {
        for await (const item of source) seen.push(item)
      },
    )
    return seen.length
  },
  'a pipeline of async generators': async (job) => {
    await pipeline(
      later(ITEMS),
      async function* (source: AsyncIterable<string>) {
        for await (const item of source) {
          await job(item)
          yield item
        }
      },
      async (source: AsyncIterable<string>) => {
        for await (const item of source) await job(item)
      },
    )
  },
  'operators of a stream': (job) =>
    Readable.from(ITEMS)
      .map((item: string) => job(item), { concurrency: 2 })
      .toArray(),
  'lines of a stream': async (job) => {
    const lines = createInterface({ input: Readable.from(ITEMS.map((item) => `${item}\n`)) })
    for await (const line of lines) await job(line)
  },
  'lines of a stream by event': (job) =>
    new Promise<void>((resolve, reject) => {
      const begun: Promise<unknown>[] = []
      createInterface({ input: Readable.from(ITEMS.map((item) => `${item}\n`)) })
        .on('line', (line) => begun.push(job(line)))
        .on('close', () => void Promise.all(begun).then(() => resolve(), reject))
    }),
  'a scheduler loop that sleeps until it is woken': async (job) => {
    const scheduler = new Scheduler(job)
    await Promise.all(ITEMS.map((item) => scheduler.submit(item)))
    await scheduler.stop()
  },
}

raiseNoAlarm(WAYS)
