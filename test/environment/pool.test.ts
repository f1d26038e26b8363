import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ExecutionEnvironment, Request } from '../../src/environment/environment.js'
import { Pool } from '../../src/environment/pool.js'
import { environment, FakeTime } from './sandbox.js'

const REQUEST: Request = { requestId: 'id', event: '{}', functionArn: 'arn:orders' }
const MAXIMUM_IDLE_MS = 1000

let time: FakeTime
let made: ExecutionEnvironment[]
let pool: Pool

function setUp(perEnvironment?: number): void {
  time = new FakeTime()
  made = []
  pool = new Pool({
    create: () => {
      const created = environment(time)
      made.push(created)
      return created
    },
    perEnvironment,
    maximumIdleMs: MAXIMUM_IDLE_MS,
    time,
  })
}

beforeEach(() => setUp())

/** One whole invocation. */
async function use(): Promise<ExecutionEnvironment> {
  const taken = pool.take()
  await taken.invoke(REQUEST)
  await pool.release(taken)
  return taken
}

describe('a pool', () => {
  test('makes an environment when there is none, and gives it again when it is free', async () => {
    expect(pool.environments).toEqual([])
    const first = await use()
    expect(await use()).toBe(first)
    expect(pool.environments).toEqual([first])
  })

  test('gives a second one while the first is busy [LIF-1]', () => {
    const [one, two] = [pool.take(), pool.take()]
    expect(two).not.toBe(one)
    expect(pool.environments).toEqual([one, two])
  })

  test('gives one environment to as many as it takes at once [LMI-2]', async () => {
    setUp(2)
    const [one, two, three] = [pool.take(), pool.take(), pool.take()]
    expect([two === one, three === one]).toEqual([true, false])
    await pool.release(one)
    expect([one, three]).toContain(pool.take())
    expect([one, three]).toContain(pool.take())
    expect(pool.environments).toEqual([one, three])
  })

  test('retires one that is shared when the last of its invocations is over [LIF-7]', async () => {
    setUp(2)
    const [shared] = [pool.take(), pool.take()]
    await pool.retire()
    expect(pool.take()).not.toBe(shared)
    await pool.release(shared)
    expect(pool.environments).toHaveLength(2)
    await pool.release(shared)
    expect([pool.environments.includes(shared), shared.phase]).toEqual([false, 'shutdown'])
  })

  test('passes by one that has ended by itself, and lets it go when nobody waits in it any more [LMI-7]', async () => {
    setUp(2)
    const ended = pool.take()
    await ended.shutDown()
    const next = pool.take()
    expect(next).not.toBe(ended)
    expect(pool.environments).toEqual([ended, next])
    await pool.release(ended)
    expect(pool.environments).toEqual([next])
  })

  test('prefers the environment that was frozen last, so that the others can go', async () => {
    const [one, two] = [pool.take(), pool.take()]
    await one.invoke(REQUEST)
    time.now += 10
    await two.invoke(REQUEST)
    await pool.release(two)
    await pool.release(one)
    expect(pool.take()).toBe(two)
  })

  test('lets go of environments that idled for longer than allowed, and of no busy one [LIF-5]', async () => {
    const idle = await use()
    const busy = pool.take()
    expect(busy).toBe(idle)
    const other = pool.take()
    await other.invoke(REQUEST)
    await pool.release(other)
    time.now += MAXIMUM_IDLE_MS
    expect(pool.environments).toEqual([busy, other])
    time.now += 1
    expect(pool.environments).toEqual([busy])
    expect(other.phase).toBe('shutdown')
    expect(busy.phase).toBe('frozen')
  })

  test('retired, ends its idle environments at once and busy ones when they are given back [LIF-7]', async () => {
    const [busy, idle] = [pool.take(), pool.take()]
    await idle.invoke(REQUEST)
    await pool.release(idle)
    const retired = pool.retire()
    expect(pool.environments).toEqual([busy])
    expect(pool.take()).not.toBe(idle)
    await retired
    expect([idle.phase, busy.phase]).toEqual(['shutdown', 'new'])
    await busy.invoke(REQUEST)
    await pool.release(busy)
    expect(busy.phase).toBe('shutdown')
    expect(pool.environments).not.toContain(busy)
  })

  test('tells whether an environment ends with its invocation: only then there is something to await', async () => {
    const taken = pool.take()
    expect(pool.release(taken)).toBeUndefined()
    pool.take()
    await pool.retire()
    await expect(pool.release(taken)).resolves.toBeUndefined()
  })

  test('shut down, ends every environment, whatever it is doing', async () => {
    const [busy, idle] = [pool.take(), await use()]
    await pool.shutDown()
    expect([busy.phase, idle.phase]).toEqual(['shutdown', 'shutdown'])
    expect(pool.environments).toEqual([])
    expect(pool.release(busy)).toBeUndefined()
  })
})

type Step = 'take' | 'release' | 'retire' | 'wait a little' | 'wait too long'

const steps = fc.array(
  fc.constantFrom<Step>('take', 'take', 'release', 'release', 'retire', 'wait a little', 'wait too long'),
  { maxLength: 60 },
)

/** Plays the steps; `check` sees each environment that is taken, and those that are busy then. */
async function play(
  sequence: readonly Step[],
  check: (taken: ExecutionEnvironment, busy: readonly ExecutionEnvironment[]) => void,
): Promise<ExecutionEnvironment[]> {
  setUp()
  const busy: ExecutionEnvironment[] = []
  for (const step of sequence) {
    if (step === 'take') {
      const taken = pool.take()
      check(taken, busy)
      await taken.invoke(REQUEST)
      busy.push(taken)
    } else if (step === 'release') {
      const [first] = busy.splice(0, 1)
      if (first) await pool.release(first)
    } else if (step === 'retire') await pool.retire()
    else time.now += step === 'wait a little' ? 10 : MAXIMUM_IDLE_MS + 1
  }
  return busy
}

describe('any use of a pool', () => {
  test('never gives out an environment that is busy or over [LIF-1]', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        await play(sequence, (taken, busy) => {
          expect(busy).not.toContain(taken)
          expect(taken.phase).not.toBe('shutdown')
        })
      }),
    )
  })

  test('makes a new environment only when no idle one is left', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        let known = new Set<ExecutionEnvironment>()
        await play(sequence, (taken, busy) => {
          if (known.has(taken)) return
          const idle = [...known].filter((each) => !busy.includes(each) && each.phase !== 'shutdown')
          expect(idle).toEqual([])
          known = known.add(taken)
        })
      }),
    )
  })

  test('keeps every environment either listed or shut down', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        await play(sequence, () => {})
        const listed = pool.environments
        for (const each of made) expect(listed.includes(each)).toBe(each.phase !== 'shutdown')
      }),
    )
  })

  test('leaves nothing after a shutdown', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const busy = await play(sequence, () => {})
        await pool.shutDown()
        for (const each of busy) await pool.release(each)
        expect(made.map(({ phase }) => phase)).toEqual(made.map(() => 'shutdown'))
        expect(pool.environments).toEqual([])
      }),
    )
  })
})
