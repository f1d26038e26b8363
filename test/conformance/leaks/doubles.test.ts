// Calls of test doubles: every way of waiting for what they give raises no alarm, and every way of dropping it is found.

import { withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'

type Send = (item?: unknown) => Promise<unknown>
type Way = (send: Send) => () => Promise<unknown>

const ITEMS = ['book', 'lamp', 'pen']
const ASKED = [0, 1, 4]

const answersAtOnce: Readonly<Record<string, () => Send>> = {
  'mockResolvedValue()': () => vi.fn<Send>().mockResolvedValue({}),
  'an async function in vi.fn()': () => vi.fn<Send>(async () => ({})),
}
const takesTicks: Readonly<Record<string, () => Send>> = {
  'an async function in vi.fn() that awaits a value': () =>
    vi.fn<Send>(async (item) => {
      await item
      return {}
    }),
}

const WAITING: Readonly<Record<string, Way>> = {
  'await Promise.all() of a map': (send) => async () => (await Promise.all(ITEMS.map((item) => send(item)))).length,
  'await Promise.allSettled() of a list': (send) => async () => {
    const sent: Promise<unknown>[] = []
    for (const item of ITEMS) sent.push(send(item))
    return (await Promise.allSettled(sent)).length
  },
  'Promise.all() that had ended long before the answer': (send) => async () => {
    await Promise.all([send('book'), Promise.all([send('lamp'), send('pen')])])
    for (const _ of ITEMS) await Promise.resolve()
    return 'ok'
  },
  'await Promise.any()': (send) => () => Promise.any([Promise.reject(new Error('no')), send()]),
  'await Promise.race() with what never ends': (send) => () => Promise.race([send(), new Promise(() => {})]),
  'await of a variable': (send) => async () => {
    const sent = send()
    await Promise.resolve()
    return sent
  },
  'await after a detached catch': (send) => async () => {
    const sent = send()
    sent.catch(() => {})
    await sent
  },
  'return from a function that is not async': (send) => () => send(),
  'return of a chain': (send) => () =>
    send('book')
      .then(() => send('lamp'))
      .finally(() => {}),
  'then() that resolves a promise': (send) => () =>
    new Promise((resolve, reject) => {
      send().then(resolve, reject)
    }),
  'then() that counts': (send) => () =>
    new Promise((resolve) => {
      let left = ITEMS.length
      for (const item of ITEMS) void send(item).then(() => --left === 0 && resolve('all'))
    }),
  'resolve() with it': (send) => () => new Promise((resolve) => resolve(send())),
  'for await over an array': (send) => async () => {
    for await (const _ of [send('book'), send('lamp')]) continue
  },
  'a yield of an async generator': (send) => async () => {
    async function* sent(): AsyncGenerator<unknown> {
      yield send('book')
      yield await send('lamp')
    }
    for await (const _ of sent()) continue
  },
  'a chain that reduce() builds': (send) => () =>
    ITEMS.reduce<Promise<unknown>>((before, item) => before.then(() => send(item)), Promise.resolve()),
  'await using': (send) => async () => {
    await using session = { [Symbol.asyncDispose]: async () => void (await send()) }
    return Object.keys(session).length
  },
  'resolve() from inside of three calls': (send) => async () => {
    const result = await new Promise((resolve) => {
      const inner = async (): Promise<void> => {
        await send()
        resolve('ok')
      }
      const middle = async (): Promise<void> => {
        await inner()
      }
      const outer = async (): Promise<void> => {
        await middle()
      }
      void outer()
    })
    return result
  },
}

const DROPPING: Readonly<Record<string, Way>> = {
  'forEach()': (send) => async () => ITEMS.forEach((item) => void send(item)),
  void: (send) => async () => void send(),
  'a catch': (send) => async () => {
    send().catch(() => {})
  },
  'a call before another one that is awaited': (send) => async () => {
    void send('book')
    await send('lamp')
  },
  'a call in finally': (send) => async () => {
    try {
      return await send('book')
    } finally {
      void send('lamp')
    }
  },
  'a map whose callback returns nothing': (send) => async () => {
    await Promise.all(
      ITEMS.map((item) => {
        void send(item)
      }),
    )
  },
  'Promise.all() that nobody awaits': (send) => async () => {
    void Promise.all(ITEMS.map((item) => send(item)))
  },
  'a function around it that nobody awaits': (send) => async () => {
    const audit = async (): Promise<void> => {
      await send('book')
      await send('lamp')
    }
    await send('pen')
    void audit()
  },
  'a second call after resolve()': (send) => () =>
    new Promise((resolve) => {
      const go = async (): Promise<void> => {
        await send('book')
        resolve('ok')
        await send('lamp')
        await send('pen')
      }
      void go()
    }),
  'a worker that goes on when another one has resolved': (send) => () =>
    new Promise((resolve) => {
      const work = async (isLast: boolean): Promise<void> => {
        await send('book')
        if (isLast) return resolve('ok')
        await send('lamp')
        await send('pen')
      }
      void work(true)
      void work(false)
    }),
}

describe.each(Object.entries({ ...answersAtOnce, ...takesTicks }))('%s', (_, double) => {
  test.for(Object.entries(WAITING))('no leak: %s', async ([, way]) => {
    expect(await leaksOf(way(double()))).toEqual(ASKED.map(() => []))
  })

  test.for(Object.entries(DROPPING))('a leak: %s', async ([, way]) => {
    const found = await leaksOf(way(double()))
    expect(found.map((leaks) => [...new Set(leaks)])).toEqual(ASKED.map(() => ['promise in doubles.test.ts']))
  })
})

const asJson = (): Response => Response.json({ stock: 3 })

const BODIES: Readonly<Record<string, () => (url: string) => Promise<Response>>> = {
  'an async function in vi.fn()': () => vi.fn(async () => asJson()),
  'a function in vi.fn()': () => vi.fn(() => Promise.resolve(asJson())),
  'a text': () => vi.fn(async () => new Response('{}')),
  'a stream': () => vi.fn(async () => new Response(new Blob(['{}']).stream())),
  'a copy of another one': () => vi.fn(async () => asJson().clone()),
  'what was read and made again': () => vi.fn(async () => Response.json(await asJson().json())),
  'what was compressed on the way': () =>
    vi.fn(async () => {
      const zipped = asJson().body?.pipeThrough(new CompressionStream('gzip'))
      return new Response(zipped?.pipeThrough(new DecompressionStream('gzip')))
    }),
}

describe('a double that gives a web body, by', () => {
  test.for(Object.entries(BODIES))('%s: no leak when it is read', async ([, double]) => {
    const request = double()
    const found = await leaksOf(async () => (await request('https://stock.example')).json())
    expect(found).toEqual(ASKED.map(() => []))
  })

  test('an async function in vi.fn(): a leak when nobody awaits it', async () => {
    const request = vi.fn(async () => asJson())
    const found = await leaksOf(async () => void request())
    expect(found.map((leaks) => [...new Set(leaks)])).toEqual(ASKED.map(() => ['promise in doubles.test.ts']))
  })
})

/** What the invocations that `ASKED` names left, each by its kind and file. */
async function leaksOf(handler: () => Promise<unknown>): Promise<string[][]> {
  const lambda = withLambda(handler, { console: 'silent' })
  const found: string[][] = []
  for (let count = 0; count <= Math.max(...ASKED); count++) {
    const { record } = await lambda.invoke({})
    found.push((record.leaks ?? []).map(({ kind, at }) => `${kind} in ${/([^/\\]+?):\d+:\d+$/.exec(at ?? '')?.[1]}`))
  }
  return ASKED.map((index) => found[index] ?? ['nobody looked'])
}
