// Pools by hand: whoever waits for all of their workers leaves nothing, however they come to an end.

import { EventEmitter, once } from 'node:events'
import { ITEMS, later, type Pool, raiseNoAlarm } from './support/jobs.js'
import { asyncPool, earlyPMap, pLimit, pMap } from './support/pools.js'

const WAYS: Readonly<Record<string, Pool>> = {
  'workers that share an iterator': async (job) => {
    const shared = ITEMS.values()
    const work = async (): Promise<void> => {
      for (const item of shared) await job(item)
    }
    await Promise.all([work(), work()])
  },
  'workers that nobody awaits, the last of which resolves': (job) =>
    new Promise<void>((resolve, reject) => {
      let [next, running] = [0, 2]
      const work = async (): Promise<void> => {
        while (next < ITEMS.length) await job(ITEMS[next++] ?? '')
        if (--running === 0) resolve()
      }
      for (let count = running; count > 0; count--) work().catch(reject)
    }),
  'workers that nobody awaits, which resolve with the last item': (job) =>
    new Promise<string>((resolve, reject) => {
      let [next, done] = [0, 0]
      const work = async (): Promise<void> => {
        while (next < ITEMS.length) {
          await job(ITEMS[next++] ?? '')
          if (++done === ITEMS.length) resolve('ok')
        }
      }
      for (let count = 0; count < 3; count++) work().catch(reject)
    }),
  'workers that nobody awaits, which call themselves again': (job) =>
    new Promise<string>((resolve, reject) => {
      let [next, done] = [0, 0]
      const work = async (): Promise<void> => {
        if (next >= ITEMS.length) return
        await job(ITEMS[next++] ?? '')
        if (++done === ITEMS.length) resolve('ok')
        await work()
      }
      for (let count = 0; count < 2; count++) work().catch(reject)
    }),
  'workers on two lines, each behind a guard': (job) =>
    new Promise<string>((resolve, reject) => {
      const shared = ITEMS.values()
      let done = 0
      const work = async (): Promise<void> => {
        for (const item of shared) {
          await job(item)
          if (++done === ITEMS.length) resolve('ok')
        }
      }
      const guarded = async (): Promise<void> => {
        try {
          await work()
        } catch (error) {
          reject(error)
        }
      }
      const logged = async (): Promise<void> => {
        await guarded()
      }
      void logged()
      void logged()
    }),
  'workers that call themselves, and return that': (job) =>
    new Promise<void>((resolve, reject) => {
      const left = [...ITEMS]
      let running = 3
      const work = async (): Promise<void> => {
        const item = left.shift()
        if (item !== undefined) {
          await job(item)
          return work()
        }
        if (--running === 0) resolve()
      }
      void work().catch(reject)
      void work().catch(reject)
      void work().catch(reject)
    }),
  'workers that are chains': async (job) => {
    const left = [...ITEMS]
    const work = (): unknown => {
      const item = left.shift()
      return item === undefined ? undefined : job(item).then(work)
    }
    await Promise.all([work(), work()])
  },
  'a pool that resolves with the next tick': (job) =>
    new Promise<void>((resolve) => {
      let left = ITEMS.length
      const each = async (item: string): Promise<void> => {
        await job(item)
        if (--left === 0) process.nextTick(resolve)
      }
      ITEMS.forEach((item) => void each(item))
    }),
  'a pool that resolves in another turn': (job) =>
    new Promise<void>((resolve) => {
      let left = ITEMS.length
      const each = async (item: string): Promise<void> => {
        await job(item)
        await undefined
        if (--left === 0) setImmediate(resolve)
      }
      ITEMS.forEach((item) => void each(item))
    }),
  'a pool that counts what is settled': async (job) => {
    const settled = Promise.withResolvers<void>()
    const done: string[] = []
    const finish = async (item: string): Promise<void> => {
      done.push(item)
      await undefined
      if (done.length === ITEMS.length) settled.resolve()
    }
    const each = async (item: string): Promise<void> => {
      try {
        await job(item)
      } finally {
        await finish(item)
      }
    }
    for (const item of ITEMS) void each(item)
    await settled.promise
    return done.length
  },
  'a pool of pools': (job) => {
    const inner = (): Promise<void> =>
      new Promise((resolve) => {
        const shared = ITEMS.values()
        let running = 2
        const work = async (): Promise<void> => {
          for (const item of shared) await job(item)
          if (--running === 0) resolve()
        }
        void work()
        void work()
      })
    return new Promise<void>((resolve) => {
      let left = 3
      const each = async (): Promise<void> => {
        await inner()
        await inner()
        if (--left === 0) resolve()
      }
      for (let count = left; count > 0; count--) void each()
    })
  },
  'batches, one after the other': async (job) => {
    for (let at = 0; at < ITEMS.length; at += 2) await Promise.all(ITEMS.slice(at, at + 2).map(job))
  },
  'p-map': (job) => pMap(ITEMS, job, 2),
  'p-map, all at once': (job) => pMap(ITEMS, job, ITEMS.length),
  'p-map of an async iterable': (job) => pMap(later(ITEMS), job, 3),
  'an early p-map': (job) => earlyPMap(ITEMS, job, 2),
  'await p-map, and a look at what it gave': async (job) => {
    const all = await pMap(ITEMS, job, 2)
    return all.length
  },
  'p-map of p-map': (job) => pMap(ITEMS, () => pMap(ITEMS, job, 2), 2),
  'p-limit': (job) => {
    const limit = pLimit(2)
    return Promise.all(ITEMS.map((item) => limit(() => job(item))))
  },
  'p-limit, awaited one after the other': async (job) => {
    const limit = pLimit(2)
    const begun = ITEMS.map((item) => limit(() => job(item)))
    for (const one of begun) await one
  },
  'a pool with race': async (job) => {
    const [all, executing]: [Promise<unknown>[], Promise<unknown>[]] = [[], []]
    for (const item of ITEMS) {
      const one = Promise.resolve().then(() => job(item))
      all.push(one)
      const entry: Promise<unknown> = one.then(() => executing.splice(executing.indexOf(entry), 1))
      executing.push(entry)
      if (executing.length >= 2) await Promise.race(executing)
    }
    return (await Promise.all(all)).length
  },
  'a pool with race over a set': async (job) => {
    const executing = new Set<Promise<unknown>>()
    for (const item of ITEMS) {
      const one = job(item).finally(() => executing.delete(one))
      executing.add(one)
      if (executing.size >= 2) await Promise.race(executing)
    }
    await Promise.all(executing)
  },
  'a pool as an async generator': async (job) => {
    const seen: unknown[] = []
    for await (const one of asyncPool(2, ITEMS, job)) seen.push(one)
    return seen.length
  },
  'a latch that counts down': (job) =>
    new Promise<void>((resolve, reject) => {
      let left = ITEMS.length
      for (const item of ITEMS) {
        job(item).then(() => {
          if (--left === 0) resolve()
        }, reject)
      }
    }),
  'a latch that counts down in async functions': async (job) => {
    const latch = Promise.withResolvers<void>()
    let left = ITEMS.length
    ITEMS.forEach(async (item) => {
      await job(item)
      if (--left === 0) latch.resolve()
    })
    await latch.promise
  },
  'a latch that counts down in finally': async (job) => {
    const latch = Promise.withResolvers<void>()
    let left = ITEMS.length
    const count = async (item: string): Promise<void> => {
      try {
        await job(item)
      } finally {
        if (--left === 0) latch.resolve()
      }
    }
    for (const item of ITEMS) void count(item)
    await latch.promise
    return 'ok'
  },
  'a latch behind two calls that are awaited': async (job) => {
    const latch = Promise.withResolvers<void>()
    let left = ITEMS.length
    const each = async (item: string): Promise<void> => {
      await job(item)
      if (--left === 0) latch.resolve()
    }
    const logged = async (item: string): Promise<void> => {
      await each(item)
    }
    for (const item of ITEMS) void logged(item)
    await latch.promise
    return 'ok'
  },
  'an event that counts down': async (job) => {
    const bus = new EventEmitter()
    const all = once(bus, 'all')
    let left = ITEMS.length
    bus.on('item', async (item: string) => {
      await job(item)
      if (--left === 0) bus.emit('all')
    })
    for (const item of ITEMS) bus.emit('item', item)
    await all
  },
}

raiseNoAlarm(WAYS)
