import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ExecutionEnvironment, Request } from '../../src/environment/environment.js'
import { Pool, type Provision } from '../../src/environment/pool.js'
import type { InitOutcome, StopReason } from '../../src/sandbox/port.js'
import { type Course, environment, FakeSandbox, FakeTime, ready } from './sandbox.js'

const REQUEST: Request = { requestId: 'id', event: '{}', functionArn: 'arn:orders' }
const MAXIMUM_IDLE_MS = 1000

let time: FakeTime
let made: ExecutionEnvironment[]
let pool: Pool
/** For what each of `made` was made. */
let provisions: Provision[]
/** How Init of what is made next goes. */
let init: Course<InitOutcome>

function setUp(perEnvironment?: number): void {
  time = new FakeTime()
  made = []
  provisions = []
  init = ready
  pool = new Pool({
    create: (provision) => {
      const created = environment(time, new FakeSandbox(time, [init]))
      made.push(created)
      provisions.push(provision)
      return created
    },
    perEnvironment,
    maximumIdleMs: MAXIMUM_IDLE_MS,
    time,
  })
}

beforeEach(() => setUp())

/** One whole invocation. */
async function use(tenant?: string): Promise<ExecutionEnvironment> {
  const taken = pool.take(tenant)
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

  test('gives one that was made for it first, whoever comes and however late [TEN-1]', async () => {
    const prepared = pool.prepare()
    time.now += MAXIMUM_IDLE_MS + 1
    expect(pool.environments).toEqual([prepared])
    expect(await use('blue')).toBe(prepared)
    expect(await use('green')).not.toBe(prepared)
    time.now += MAXIMUM_IDLE_MS + 1
    expect(pool.environments).toEqual([])
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

/** One whose first environment has this sandbox. */
function poolOf(sandbox: FakeSandbox): Pool {
  const sandboxes = [sandbox]
  const create = (): ExecutionEnvironment => environment(time, sandboxes.shift())
  return new Pool({ create, maximumIdleMs: MAXIMUM_IDLE_MS, time })
}

/** Its Init goes on until it is stopped. */
class StoppableSandbox extends FakeSandbox {
  readonly #init = Promise.withResolvers<InitOutcome>()

  override start(): Promise<InitOutcome> {
    this.asked.push('start')
    return this.#init.promise
  }

  override async stop(reason: StopReason): Promise<void> {
    this.#init.reject(new Error('stopped'))
    return super.stop(reason)
  }
}

describe('a pool with provisioned concurrency', () => {
  test('has its environments initialised before anybody asks for one [INIT-14]', async () => {
    await pool.provision(2)
    expect(made.map(({ phase, invocations }) => [phase, invocations])).toEqual([
      ['frozen', 0],
      ['frozen', 0],
    ])
    expect(provisions).toEqual(['provisioned-concurrency', 'provisioned-concurrency'])
    expect(pool.environments).toEqual(made)
  })

  test('gives them first, tells when none is free, and then makes others [CON-4, INIT-14]', async () => {
    const onDemand = await use()
    await pool.provision(1)
    expect(pool.hasProvisionedFree).toBe(true)
    const provisioned = pool.take()
    expect([provisioned === made[1], pool.hasProvisionedFree]).toEqual([true, false])
    expect([pool.take() === onDemand, pool.take() === made[2]]).toEqual([true, true])
    expect(provisions).toEqual(['on-demand', 'provisioned-concurrency', 'on-demand'])
    pool.release(provisioned)
    expect(pool.hasProvisionedFree).toBe(true)
    expect(pool.take()).toBe(provisioned)
  })

  test('gives none that is still in its Init: who comes meanwhile spills over [INIT-14]', async () => {
    init = {}
    void pool.provision(1)
    expect([made[0]?.phase, pool.hasProvisionedFree]).toEqual(['init', false])
    init = ready
    expect(pool.take()).toBe(made[1])
    expect(provisions).toEqual(['provisioned-concurrency', 'on-demand'])
  })

  test('keeps them however long they idle [CON-4]', async () => {
    await pool.provision(1)
    await use()
    time.now += MAXIMUM_IDLE_MS + 1
    expect(pool.environments).toEqual(made)
    expect(made[0]?.phase).toBe('frozen')
  })

  test('makes what is missing, and ends what is too many: those in use when they have answered [CON-4]', async () => {
    await pool.provision(1)
    await pool.provision(3)
    expect(made).toHaveLength(3)
    const [first, second, third] = [pool.take(), pool.take(), pool.take()]
    await third.invoke(REQUEST)
    pool.release(third)
    const kept = made[0]
    await pool.provision(1)
    const others = [first, second, third].filter((each) => each !== kept)
    expect(others.map((each) => each.phase === 'shutdown')).toEqual(others.map((each) => each === third))
    for (const each of [first, second]) await pool.release(each)
    expect(pool.environments).toEqual([kept])
    await pool.provision(0)
    expect([pool.environments, pool.hasProvisionedFree]).toEqual([[], false])
  })

  test('retired, makes them anew, those in use included [LIF-7, CON-4]', async () => {
    await pool.provision(2)
    const [one, two] = made
    expect(pool.take()).toBe(two)
    await pool.retire()
    expect(made).toHaveLength(4)
    expect(provisions).toEqual(Array(4).fill('provisioned-concurrency'))
    expect([one?.phase, two?.phase, made[2]?.phase, made[3]?.phase]).toEqual(['shutdown', 'frozen', 'frozen', 'frozen'])
    expect([made[2], made[3]]).toContain(pool.take())
  })

  test.each([
    ['recycled', () => pool.retire(), 1],
    ['too many', () => pool.provision(0), 0],
  ] as const)('need not hear of one that was given up in its Init because it was %s', async (_why, giveUp, left) => {
    const stopped = new StoppableSandbox(time)
    pool = poolOf(stopped)
    const provisioned = pool.provision(1)
    await Promise.all([giveUp(), provisioned])
    expect(stopped.asked).toEqual(['start', 'stop: shutdown'])
    expect(pool.environments).toHaveLength(left)
  })

  test('hears why one was stopped in its Init that nobody had given up', async () => {
    pool = poolOf(new StoppableSandbox(time))
    const provisioned = pool.provision(1)
    await pool.shutDown()
    await expect(provisioned).rejects.toThrow('stopped')
  })

  test('shut down while it is retired, leaves nothing', async () => {
    await pool.provision(2)
    const retired = pool.retire()
    await pool.shutDown()
    await Promise.allSettled([retired])
    expect(made.map(({ phase }) => phase)).toEqual(made.map(() => 'shutdown'))
    expect(pool.environments).toEqual([])
  })

  test('forgets those whose Init fails, tells how, and tries again when it is asked again [CON-4]', async () => {
    await pool.provision(1)
    init = { end: { kind: 'failed', error: { errorType: 'TypeError', errorMessage: 'x' } } }
    expect(await pool.provision(3)).toMatchObject([{ error: { errorMessage: 'x' } }, { error: { errorMessage: 'x' } }])
    expect(pool.environments).toEqual([made[0]])
    expect([pool.provisioned, pool.hasProvisionedFree, made[2]?.phase]).toEqual([1, true, 'shutdown'])
    expect(await pool.retire()).toHaveLength(1)
    expect([pool.provisioned, pool.hasProvisionedFree, pool.environments]).toEqual([0, false, []])
    init = ready
    expect(await pool.provision(1)).toEqual([])
    expect([pool.provisioned, pool.hasProvisionedFree]).toEqual([1, true])
  })

  test('need not tell of one that fails in its Init when it was given up', async () => {
    init = { ms: 1, end: { kind: 'failed', error: { errorType: 'TypeError', errorMessage: 'x' } } }
    const provisioned = pool.provision(1)
    await pool.provision(0)
    expect(await provisioned).toEqual([])
  })

  test('forgets one whose function cannot be run at all, and tells why', async () => {
    const sandbox = new FakeSandbox(time)
    sandbox.start = () => Promise.reject(new Error('setup failed'))
    pool = poolOf(sandbox)
    await expect(pool.provision(1)).rejects.toThrow('setup failed')
    expect([pool.provisioned, pool.hasProvisionedFree, pool.environments]).toEqual([0, false, []])
  })
})

describe('a pool for tenants', () => {
  test('gives each tenant environments that no other has used, and again when they are free [TEN-1]', async () => {
    const [blue, green] = [await use('blue'), await use('green')]
    expect(green).not.toBe(blue)
    expect([await use('blue'), await use('green')]).toEqual([blue, green])
    expect(pool.take('blue')).toBe(blue)
    const second = pool.take('blue')
    expect([second === blue, second === green]).toEqual([false, false])
  })
})

const TENANTS = { take: undefined, 'take for blue': 'blue', 'take for green': 'green' } as const
const PROVISIONS = { 'provision none': 0, 'provision two': 2 } as const

type Taking = keyof typeof TENANTS
type Provisioning = keyof typeof PROVISIONS
type Step = Taking | Provisioning | 'release' | 'retire' | 'wait a little' | 'wait too long'

const isTaking = (step: Step): step is Taking => Object.hasOwn(TENANTS, step)
const isProvisioning = (step: Step): step is Provisioning => Object.hasOwn(PROVISIONS, step)

const common: readonly Step[] = ['take', 'take', 'release', 'release', 'retire', 'wait a little', 'wait too long']
const steps = fc.array(
  fc.constantFrom<Step>(...common, 'take for blue', 'take for green', 'provision none', 'provision two'),
  { maxLength: 60 },
)
/** One kind of invocation, and nothing ahead of it. */
const plainSteps = fc.array(fc.constantFrom(...common), { maxLength: 60 })

/** Plays the steps; `check` sees each environment that is taken, and those that are busy then. */
async function play(
  sequence: readonly Step[],
  check: (taken: ExecutionEnvironment, busy: readonly ExecutionEnvironment[], tenant: string | undefined) => void,
): Promise<ExecutionEnvironment[]> {
  setUp()
  const busy: ExecutionEnvironment[] = []
  for (const step of sequence) {
    if (isTaking(step)) {
      const taken = pool.take(TENANTS[step])
      check(taken, busy, TENANTS[step])
      await taken.invoke(REQUEST)
      busy.push(taken)
    } else if (step === 'release') {
      const [first] = busy.splice(0, 1)
      if (first) await pool.release(first)
    } else if (isProvisioning(step)) await pool.provision(PROVISIONS[step])
    else if (step === 'retire') await pool.retire()
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

  test('never gives one tenant what another has used [TEN-1]', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const owners = new Map<ExecutionEnvironment, string | undefined>()
        await play(sequence, (taken, _busy, tenant) => {
          if (owners.has(taken)) expect(owners.get(taken)).toBe(tenant)
          owners.set(taken, tenant)
        })
      }),
    )
  })

  test('has as many provisioned as was said last, whatever was retired since [CON-4, INIT-14]', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const busy = await play(sequence, () => {})
        const last = sequence.filter(isProvisioning).at(-1)
        const count = last ? PROVISIONS[last] : 0
        for (const each of busy) await pool.release(each)
        const kinds = pool.environments.map((each) => provisions[made.indexOf(each)])
        expect(kinds.filter((kind) => kind === 'provisioned-concurrency')).toHaveLength(count)
        expect(pool.hasProvisionedFree).toBe(count > 0)
      }),
    )
  })

  test('makes a new environment only when no idle one is left', async () => {
    await fc.assert(
      fc.asyncProperty(plainSteps, async (sequence) => {
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
