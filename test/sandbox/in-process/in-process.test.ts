import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Undo } from '../../../src/effects/effect.js'
import { Stage } from '../../../src/effects/stage.js'
import { StoppedError } from '../../../src/sandbox/stopped.js'
import type { InitOutcome, InitPlan, Invocation, Settled } from '../../../src/sandbox/port.js'
import { code, play, type Played, STARTS_AT } from './sandbox.js'

const stage = new Stage()
let undo: Undo
let played: Played

beforeAll(() => {
  undo = stage.install()
})

afterAll(() => undo())

beforeEach(() => {
  played = play(stage)
})

type Handler = (event: { n?: number }) => unknown

function start(handler: Handler, plan?: Partial<InitPlan>, load?: () => void): Promise<InitOutcome> {
  return played.sandbox.start(
    code(() => {
      load?.()
      return handler
    }),
    played.plan(plan),
    played.emit,
  )
}

function deliver(frozenForMs = 0, given?: Partial<Invocation>): Promise<Settled> {
  return played.sandbox.deliver(played.invocation(given), { frozenForMs }, played.emit)
}

describe('code that is started before the function', () => {
  test('is frozen until Init goes on in the same process, and what is overdue by then runs first', async () => {
    const seen: unknown[] = []
    await start(
      () => undefined,
      { ahead: true },
      () => {
        process.env['BEFORE'] = 'yes'
        setTimeout(() => seen.push(Date.now()), 100)
      },
    )
    played.timeline.advance(1000)
    const ready = await start(
      () => undefined,
      {},
      () => void seen.push(Date.now(), process.env['BEFORE']),
    )
    expect(ready).toMatchObject({ kind: 'ready', endedAt: STARTS_AT + 1000 })
    expect(seen).toEqual([STARTS_AT + 1000, STARTS_AT + 1000, 'yes'])
  })

  test('fails Init with what ends the process meanwhile', async () => {
    const fails = (): void =>
      void setTimeout(() => {
        throw new RangeError('too late')
      }, 100)
    await start(() => undefined, { ahead: true }, fails)
    played.timeline.advance(1000)
    const failed = await start(() => undefined)
    expect(failed).toMatchObject({ kind: 'failed', exit: { code: 1 } })
    expect(played.lines.join()).toContain('RangeError: too late')
  })
})

describe('the in-process sandbox', () => {
  test('starts, delivers, and tells what crossed as plain data', async () => {
    const ready = await start(async ({ n = 0 }) => ({ n: n + 1 }))
    const settled = await deliver(0, { event: '{"n":1}' })
    expect(ready).toEqual({ kind: 'ready', endedAt: STARTS_AT, sharedModules: [] })
    expect(settled).toEqual({
      outcome: 'response',
      payload: '{"n":2}',
      endedAt: STARTS_AT,
      survives: true,
      missingEnv: [],
      connections: { opened: [], reused: [], stale: [], blocked: [] },
      leaks: [],
      resumed: [],
    })
    expect(structuredClone([ready, settled])).toEqual([ready, settled])
  })

  test('refuses an invocation before it was started', () => {
    expect(() => deliver()).toThrow('deliver() needs a runtime process: start() must have succeeded before')
  })

  test('reports an Init that failed, with its error and how the process ended', async () => {
    const failing = code(() => {
      throw new TypeError('no table')
    })
    expect(await played.sandbox.start(failing, played.plan(), played.emit)).toMatchObject({
      kind: 'failed',
      exit: { code: 1 },
      error: { errorType: 'TypeError', errorMessage: 'no table' },
    })
  })

  test('reports an Init that reached its deadline, and what it was waiting for', async () => {
    const slow = code(async () => sleep(20_000))
    expect(await played.sandbox.start(slow, played.plan(), played.emit)).toEqual({
      kind: 'timeout',
      endedAt: STARTS_AT + 10_000,
      connections: { opened: [], reused: [], stale: [], blocked: [] },
      waitingFor: [
        expect.stringMatching(/^a timer of 20000 ms set at test\/sandbox\/in-process\/in-process\.test\.ts:\d+:\d+$/),
      ],
    })
  })

  test.each<[string, Handler, object]>([
    ['an answer', async () => 1, { outcome: 'response', payload: '1', survives: true }],
    [
      'an error',
      async () => {
        throw new TypeError('boom')
      },
      { outcome: 'error', survives: true },
    ],
    ['a timeout', async () => sleep(5000), { outcome: 'timeout', survives: false, endedAt: STARTS_AT + 3000 }],
    ['an exit', async () => process.exit(3), { outcome: 'exit', exit: { code: 3 }, survives: false }],
  ])('settles with %s', async (_name, handler, expected) => {
    await start(handler)
    expect(await deliver()).toMatchObject(expected)
  })

  test('says what is logged, in order, and shows it under the test', async () => {
    await start(async () => {
      console.log('one', { a: 1 })
      process.stdout.write('two\n')
    })
    await deliver()
    expect(played.lines).toEqual(['2026-01-31T12:00:00.000Z\trequest-1\tINFO\tone { a: 1 }', 'two'])
    expect(played.echoes).toEqual([
      ['log', 'one', { a: 1 }],
      ['log', 'two'],
    ])
  })
})

describe('frozen', () => {
  test('before it reports that it has settled, it runs nothing until it is thawed [FRZ-1]', async () => {
    const fired: string[] = []
    await start(async () => {
      setTimeout(() => fired.push('timer'), 1)
    })
    await deliver()
    played.timeline.advance(5000)
    await sleep(5)
    expect(fired).toEqual([])
  })

  test('it has its clock put ahead, then what is overdue run, and only then the handler entered [FRZ-4, FRZ-5]', async () => {
    const order: unknown[] = []
    await start(async ({ n }) => {
      order.push(`handler ${n} at ${Date.now() - STARTS_AT}`)
      if (n === 1) setTimeout(() => order.push(`timer at ${Date.now() - STARTS_AT}`), 100)
    })
    await deliver(0, { event: '{"n":1}' })
    played.timeline.advance(60_000)
    await deliver(60_000, { event: '{"n":2}' })
    expect(order).toEqual(['handler 1 at 0', 'timer at 60000', 'handler 2 at 60000'])
  })

  test('it reports leftover work that fails to the next invocation, which never starts [ERR-9]', async () => {
    let entered = 0
    await start(async () => {
      entered++
      setTimeout(() => {
        throw new Error('left over')
      }, 100)
    })
    await deliver()
    played.timeline.advance(1000)
    expect(await deliver(1000)).toMatchObject({ outcome: 'exit', exit: { code: 1 }, survives: false })
    expect(entered).toBe(1)
    await played.sandbox.stop('reset')
    expect(played.unreported).toEqual([])
  })
})

describe('stopped', () => {
  const writes: Handler = async ({ n }) => void writeFileSync(`/tmp/${n}`, 'x')

  test('for a reset, it keeps /tmp for the next start [RST-3]', async () => {
    await start(writes)
    await deliver(0, { event: '{"n":1}' })
    await played.sandbox.stop('reset')
    await start(writes)
    await deliver(0, { event: '{"n":2}' })
    expect(Object.keys(played.sandbox.inspect('tmp').files)).toEqual(['/tmp/1', '/tmp/2'])
  })

  test('for good, it loses /tmp [LIF-8]', async () => {
    await start(writes)
    await deliver(0, { event: '{"n":1}' })
    await played.sandbox.stop('shutdown')
    expect(played.sandbox.inspect('tmp')).toEqual({ files: {}, bytes: 0 })
  })

  test('in an invocation, it tells whoever waits for that what it was waiting for', async () => {
    await start(async () => sleep(1000))
    const running = deliver()
    const told = expect(running).rejects.toMatchObject({ waitingFor: [expect.stringContaining('a timer of 1000 ms')] })
    await played.sandbox.stop('shutdown')
    await told
    await expect(running).rejects.toBeInstanceOf(StoppedError)
  })

  test('while modules are being loaded, it tells of them, and not of what that takes', async () => {
    await start(async () => sleep(1000))
    played.loading = 2
    const told = expect(deliver()).rejects.toMatchObject({ waitingFor: ['modules, which are being loaded'] })
    await played.sandbox.stop('shutdown')
    await told
  })

  test('in an invocation that has nothing under way yet, it makes nothing up that it was waiting for', async () => {
    await start(async () => Promise.resolve())
    const told = expect(deliver()).rejects.toMatchObject({ name: 'StoppedError', waitingFor: [] })
    await played.sandbox.stop('shutdown')
    await told
  })

  test('while what is overdue runs, it never enters the handler', async () => {
    let entered = 0
    await start(async () => {
      entered++
      setTimeout(() => {}, 10)
    })
    await deliver()
    played.timeline.advance(1000)
    const running = deliver(1000)
    const told = expect(running).rejects.toBeInstanceOf(StoppedError)
    await played.sandbox.stop('shutdown')
    await told
    expect(entered).toBe(1)
  })

  test('it hears nothing of its code any more', async () => {
    await start(async () => {
      await sleep(5000)
      console.log('too late')
    })
    expect(await deliver()).toMatchObject({ outcome: 'timeout' })
    await played.sandbox.stop('reset')
    await sleep(1)
    expect(played.lines).toEqual([])
  })

  test('it reports a failure that no invocation has heard of', async () => {
    await start(async () => void Promise.reject(new RangeError('unheard')), { rules: 'nodejs22.x' })
    expect(await deliver()).toMatchObject({ outcome: 'response', survives: false })
    await played.sandbox.stop('reset')
    expect(played.unreported.map(String)).toEqual(['RangeError: unheard'])
  })

  test('it can be stopped before it was started, and twice', async () => {
    await played.sandbox.stop('shutdown')
    await start(async () => 1)
    await played.sandbox.stop('shutdown')
    await played.sandbox.stop('shutdown')
    expect(played.sandbox.inspect('tmp')).toEqual({ files: {}, bytes: 0 })
  })
})

describe('two sandboxes at once', () => {
  test('share the timeline and nothing else', async () => {
    const [one, two] = [play(stage), play(stage)]
    const counts = async (): Promise<unknown> => {
      const scope = globalThis as { sandboxCount?: number }
      scope.sandboxCount = (scope.sandboxCount ?? 0) + 1
      await sleep(10)
      return scope.sandboxCount
    }
    for (const each of [one, two])
      await each.sandbox.start(
        code(() => counts),
        each.plan(),
        each.emit,
      )
    const settled = await Promise.all(
      [one, two].map((each) => each.sandbox.deliver(each.invocation(), { frozenForMs: 0 }, each.emit)),
    )
    expect(settled.map((each) => (each.outcome === 'response' ? each.payload : each.outcome))).toEqual(['1', '1'])
    expect(Reflect.get(globalThis, 'sandboxCount')).toBeUndefined()
  })

  test('that begin together each find the globals of their own Init in the invocation that follows', async () => {
    const cache = globalThis as { sandboxCache?: string }
    const seen = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => {
        const { sandbox, plan, emit, invocation } = play(stage)
        const loads = (): unknown => {
          cache.sandboxCache ??= name
          return async () => [(cache.sandboxCache ??= 'none'), await sleep(5), cache.sandboxCache]
        }
        await sandbox.start(code(loads), plan(), emit)
        const settled = await sandbox.deliver(invocation(), { frozenForMs: 0 }, emit)
        return settled.outcome === 'response' ? settled.payload : settled.outcome
      }),
    )
    expect(seen).toEqual(['["one",null,"one"]', '["two",null,"two"]', '["three",null,"three"]'])
    expect(cache.sandboxCache).toBeUndefined()
  })
})
