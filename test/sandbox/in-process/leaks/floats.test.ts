import { EventEmitter } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { floatsOf } from '../../../../src/sandbox/in-process/leaks/floats.js'
import { Trail } from '../../../../src/sandbox/in-process/leaks/trail.js'
import { instantly, traced, turn } from '../../../effects/promises/traced.js'
import { markAt } from './lines.js'

/** What floats in `code`: the mark at the line that nobody waits for, and what was called there. */
async function floats(code: () => unknown): Promise<string[]> {
  const trace = await traced(code)
  return floatsOf(trace, new Trail()).map(({ at, called }) => `${markAt(at)}: ${called}`)
}

async function audit(times = 2): Promise<void> {
  for (let i = 0; i < times; i++) await instantly(i)
}

async function broken(): Promise<void> {
  await instantly(0)
  throw new Error('broken')
}

describe('a call that nobody waits for', () => {
  test('is told where mocks resolve at once, although nobody sees the answer before it has ended', async () => {
    const handler = async (): Promise<string> => {
      await instantly(1)
      void audit(1) // void
      return 'ok'
    }
    expect(await floats(handler)).toEqual(['void: audit'])
  })

  test('is told with its line, not with that of the function it calls', async () => {
    expect(await floats(async () => void audit())).toEqual(['undefined: audit'])
    const handler = async (): Promise<void> => {
      audit() // the call
    }
    expect(await floats(handler)).toEqual(['the call: audit'])
  })

  test('is told in forEach, in map, and in a listener', async () => {
    const emitter = new EventEmitter().on('event', async () => {
      await audit()
    })
    const handler = async (): Promise<void> => {
      // prettier-ignore
      ;[1, 2].forEach(async () => { // forEach
        await audit()
      })
      // prettier-ignore
      const begun = [1, 2].map(async () => { // map
        await audit()
      })
      emitter.emit('event', begun) // emit
    }
    expect((await floats(handler)).map((each) => each.split(':')[0])).toEqual(['forEach', 'map', 'emit'])
  })

  test('is told once, with the outermost call', async () => {
    const outer = async (): Promise<void> => {
      await audit()
      await Promise.all([audit(), audit()])
    }
    const handler = async (): Promise<void> => {
      outer() // outer
    }
    expect(await floats(handler)).toEqual(['outer: outer'])
  })

  test('is told when its rejection is caught, or handled by a then', async () => {
    const handler = async (): Promise<void> => {
      broken().catch(() => undefined) // caught
      audit().then(
        () => undefined,
        () => undefined,
      )
    }
    expect(await floats(handler)).toEqual(['caught: broken', 'undefined: audit'])
  })

  test('is told where a detached then begins it', async () => {
    const handler = async (): Promise<void> => {
      void instantly(1).then(() => audit()) // then
    }
    expect(await floats(handler)).toEqual(['then: then'])
  })

  test('is told when what waited for it has gone on without it', async () => {
    const handler = async (): Promise<unknown> => {
      const slow = audit(8) // slow
      return Promise.race([slow, instantly('fast')])
    }
    expect(await floats(handler)).toEqual(['slow: audit'])
  })

  test('is told when it calls a mock of Vitest that has its answer at once', async () => {
    const put = vi.fn(async () => 'stored')
    const handler = async (): Promise<void> => {
      await put()
      put() // put
    }
    expect((await floats(handler)).map((each) => each.split(':')[0])).toEqual(['put'])
  })

  test('is told where what gave the answer goes on with a call of its own', async () => {
    const handler = (): Promise<string> =>
      new Promise((resolve) => {
        const main = async (): Promise<void> => {
          await instantly(1)
          resolve('answer')
          await audit()
        }
        main() // goes on
      })
    expect(await floats(handler)).toEqual(['goes on: main'])
  })

  test('is told where another function gave the answer', async () => {
    const handler = (): Promise<string> =>
      new Promise((resolve) => {
        const main = async (): Promise<void> => {
          await instantly(1)
          resolve('answer')
        }
        void main()
        audit(5) // beside it
      })
    expect(await floats(handler)).toEqual(['beside it: audit'])
  })

  test('is told of a worker that begins something when another one of them has given the answer', async () => {
    const handler = (): Promise<string> =>
      new Promise((resolve) => {
        const main = async (times: number): Promise<void> => {
          for (let i = 0; i < times; i++) await instantly(i)
          if (times === 1) resolve('answer')
          else await audit() // a worker
        }
        for (const times of [1, 6]) void main(times) // workers
      })
    expect(await floats(handler)).toEqual(['workers: main'])
  })

  test('is told where a callback of Node begins it after the answer', async () => {
    const handler = async (): Promise<void> => {
      process.nextTick(() => setImmediate(() => undefined))
      queueMicrotask(() => {
        queueMicrotask(() => {
          queueMicrotask(() => void audit()) // late
        })
      })
    }
    expect(await floats(handler)).toEqual(['late: audit'])
  })
})

describe('a double that has its answer at once', () => {
  const put = vi.fn().mockResolvedValue('stored')

  test.each<[string, () => unknown]>([
    ['whose promise is awaited later', async () => [await instantly(1), await put()]],
    [
      'that Promise.all had waited for long before the answer',
      async () => [await Promise.all([put(), put()]), await audit()],
    ],
    ['whose then counts', async () => await new Promise((resolve) => void put().then(resolve))],
  ])('is no float: %s', async (_, code) => {
    expect(await floats(code)).toEqual([])
  })

  test('is left alone where for await went over an array, which V8 tells of nobody to wait for', async () => {
    const drops = async (): Promise<void> => {
      put() // dropped
      await instantly(1)
    }
    const loops = async (): Promise<void> => {
      put()
      for await (const _ of [instantly(1), instantly(2)]) continue
    }
    expect(await floats(drops)).toEqual([expect.stringMatching(/^dropped: /)])
    expect(await floats(loops)).toEqual([])
  })
})

describe('no float', () => {
  test.each<[string, () => unknown]>([
    ['is what is awaited', async () => await audit()],
    ['is what is returned', () => audit()],
    ['is what an async function returns', async () => audit()],
    ['is what Promise.all waits for', async () => Promise.all([audit(), audit(5)])],
    ['is what Promise.allSettled waits for', async () => await Promise.allSettled([audit(), broken()])],
    [
      'is what is awaited later',
      async () => {
        const begun = [audit(9), audit(9)]
        await instantly(1)
        for (const each of begun) await each
      },
    ],
    [
      'is what had ended before the answer',
      async () => {
        void audit(1)
        await turn()
      },
    ],
    [
      'is a detached finally that begins nothing',
      async () => {
        instantly(1).finally(() => undefined)
      },
    ],
    [
      'is a detached then that begins nothing',
      async () => {
        void instantly(1)
          .then(() => 2)
          .then(() => 3)
      },
    ],
    ['is a loser of a race that never goes on', async () => Promise.race([new Promise(() => undefined), instantly(1)])],
    [
      'is what ends because the function aborted it',
      async () => {
        const controller = new AbortController()
        const beat = async (): Promise<void> => {
          await new Promise((_, reject) => {
            controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error))
          }).catch((error: unknown) => Promise.reject(error as Error))
        }
        beat().catch(() => undefined)
        try {
          await instantly(1)
        } finally {
          controller.abort()
        }
      },
    ],
    [
      'is what calls back with the answer',
      () =>
        new Promise((resolve) => {
          const main = async (): Promise<void> => {
            await instantly(1)
            resolve('answer')
          }
          void main()
        }),
    ],
    [
      'is what calls back from inside of calls that are awaited, from which it only returns',
      () =>
        new Promise((resolve) => {
          const inner = async (): Promise<void> => {
            await instantly(1)
            resolve('answer')
          }
          const middle = async (): Promise<void> => await inner()
          const outer = async (): Promise<void> => await middle()
          void outer()
        }),
    ],
    [
      'is a worker that only returns when another one of them has given the answer',
      () =>
        new Promise((resolve) => {
          let left = 2
          const done = async (): Promise<void> => {
            await instantly(0)
            if (--left === 0) resolve('answer')
          }
          const next = async (): Promise<void> => await done()
          const main = async (): Promise<void> => await next()
          main().catch(() => undefined)
          main().catch(() => undefined)
        }),
    ],
    [
      'is a worker that calls itself once more when it has given the answer, and finds nothing to do',
      () =>
        new Promise((resolve) => {
          let left = 3
          const main = async (): Promise<void> => {
            if (left === 0) return
            await instantly(1)
            if (--left === 0) resolve('answer')
            await main()
          }
          void main()
        }),
    ],
    [
      'is an async generator whose loop breaks',
      async () => {
        async function* numbers(): AsyncGenerator<number> {
          try {
            yield 1
            yield 2
          } finally {
            await audit()
          }
        }
        for await (const each of numbers()) if (each === 1) break
      },
    ],
    ['is a mock that is awaited', async () => await vi.fn(async () => 'stored')()],
  ])('%s', async (_, code) => {
    expect(await floats(code)).toEqual([])
  })
})
