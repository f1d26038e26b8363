import timersPromises from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createPromiseFacades } from '../../../src/effects/clock/timer-promises.js'
import { createEnvironment, drive, inside, STARTS_AT, turn } from './environment.js'

const created = createPromiseFacades(() => inside.getStore())
const facades = created.exports as Pick<typeof timersPromises, 'setTimeout' | 'setImmediate' | 'setInterval'>
const scheduler = Object.assign(
  Object.create(timersPromises.scheduler) as typeof timersPromises.scheduler,
  created.scheduler,
)

/** Where a promise got to, without waiting for it. */
function watch(promise: Promise<unknown>): { state: unknown } {
  const watched: { state: unknown } = { state: 'pending' }
  promise.then(
    (value) => (watched.state = ['fulfilled', value]),
    (error: unknown) => (watched.state = ['rejected', error]),
  )
  return watched
}

describe('setTimeout of node:timers/promises', () => {
  test('waits on the clock of the environment and gives its value', async () => {
    const { clock, run } = createEnvironment()
    const seen: unknown[] = []
    run(async () => {
      seen.push(await facades.setTimeout(2900, 'value'), clock.now - STARTS_AT)
    })
    await drive(clock)
    expect(seen).toEqual(['value', 2900])
  })

  test('waits a millisecond when no delay is given', async () => {
    const { clock, run } = createEnvironment()
    const { state } = run(() => watch(facades.setTimeout()))
    expect([state, clock.nextAt()]).toEqual(['pending', STARTS_AT + 1])
  })

  test('says where it was called', () => {
    const { clock, run } = createEnvironment()
    run(function theHandler() {
      void facades.setTimeout(10)
    })
    expect(clock.pending()[0]?.site.frames[0]?.getFunctionName()).toBe('theHandler')
  })

  test('does not keep the event loop alive with { ref: false }', () => {
    const { clock, run } = createEnvironment()
    run(() => void facades.setTimeout(10, undefined, { ref: false }))
    expect([clock.hasRefd(), clock.pending()]).toEqual([false, [expect.objectContaining({ refd: false })]])
  })

  test('rejects as Node does when its signal aborts, and drops its timer', async () => {
    const { clock, run } = createEnvironment()
    const controller = new AbortController()
    const watched = run(() => watch(facades.setTimeout(10, 'value', { signal: controller.signal })))
    const real = watch(timersPromises.setTimeout(1e6, 'value', { signal: controller.signal }))
    controller.abort('the reason')
    await turn()
    expect(clock.pending()).toEqual([])
    expect(watched.state).toEqual(real.state)
    const [, error] = watched.state as [string, Error]
    expect({ ...error, name: error.name, cause: error.cause }).toEqual({
      code: 'ABORT_ERR',
      name: 'AbortError',
      cause: 'the reason',
    })
  })

  test('rejects at once when its signal has aborted, and sets no timer', async () => {
    const { clock, run } = createEnvironment()
    const watched = run(() => watch(facades.setTimeout(10, 'value', { signal: AbortSignal.abort() })))
    await turn()
    expect(watched.state).toEqual(['rejected', expect.objectContaining({ code: 'ABORT_ERR' })])
    expect(clock.pending()).toEqual([])
  })

  test('leaves no listener on its signal once it is over', async () => {
    const { clock, run } = createEnvironment()
    const { signal } = new AbortController()
    const listeners = new Set<unknown>()
    signal.addEventListener = (_type: string, listener: unknown) => void listeners.add(listener)
    signal.removeEventListener = (_type: string, listener: unknown) => void listeners.delete(listener)
    const promise = run(() => facades.setTimeout(10, 'value', { signal }))
    expect(listeners.size).toBe(1)
    await drive(clock)
    expect([await promise, listeners.size]).toEqual(['value', 0])
  })

  test.each([
    ['a delay that is no number', ['soon'], 'delay'],
    ['options that are no object', [1, 'value', 5], 'options'],
    ['a signal that is none', [1, 'value', { signal: 'no' }], 'options.signal'],
    ['a ref that is no boolean', [1, 'value', { ref: 1 }], 'options.ref'],
  ])('refuses %s as Node does', async (_what, args, name) => {
    const { clock, run } = createEnvironment()
    const nodes = watch(timersPromises.setTimeout(...(args as Parameters<typeof timersPromises.setTimeout>)))
    const ours = run(() => watch(facades.setTimeout(...(args as Parameters<typeof timersPromises.setTimeout>))))
    await turn()
    expect(ours.state).toEqual(nodes.state)
    expect(ours.state).toEqual([
      'rejected',
      expect.objectContaining({ message: expect.stringContaining(name) as string }),
    ])
    expect(clock.pending()).toEqual([])
  })
})

describe('setImmediate of node:timers/promises', () => {
  test('settles in the next turn, with its value', async () => {
    const { clock, run } = createEnvironment()
    const watched = run(() => watch(facades.setImmediate('value')))
    await Promise.resolve()
    expect([watched.state, clock.immediates]).toEqual(['pending', 1])
    await turn()
    expect(watched.state).toEqual(['fulfilled', 'value'])
  })

  test('is dropped when its signal aborts', async () => {
    const { clock, run } = createEnvironment()
    const controller = new AbortController()
    const watched = run(() => watch(facades.setImmediate('value', { signal: controller.signal })))
    controller.abort()
    await turn()
    expect(watched.state).toEqual(['rejected', expect.objectContaining({ name: 'AbortError' })])
    expect(clock.immediates).toBe(0)
  })
})

describe('setInterval of node:timers/promises', () => {
  test('gives its value once per period, and ends with the loop', async () => {
    const { clock, run } = createEnvironment()
    const seen: unknown[] = []
    run(async () => {
      for await (const value of facades.setInterval(100, 'tick')) {
        seen.push([value, clock.now - STARTS_AT])
        if (seen.length === 3) break
      }
    })
    await drive(clock)
    expect(seen).toEqual([
      ['tick', 100],
      ['tick', 200],
      ['tick', 300],
    ])
    expect(clock.pending()).toEqual([])
  })

  test('keeps the periods that pass while the loop is busy', async () => {
    const { clock, run } = createEnvironment()
    const seen: number[] = []
    run(async () => {
      for await (const _ of facades.setInterval(100)) {
        seen.push(clock.now - STARTS_AT)
        if (seen.length === 1) await facades.setTimeout(250)
        if (seen.length === 4) break
      }
    })
    await drive(clock)
    expect(seen).toEqual([100, 350, 350, 400])
  })

  test('throws in the loop when its signal aborts, and drops its timer', async () => {
    const { clock, run } = createEnvironment()
    const controller = new AbortController()
    let ticks = 0
    const watched = run(() =>
      watch(
        (async () => {
          for await (const _ of facades.setInterval(100, 0, { signal: controller.signal, ref: false })) ticks++
        })(),
      ),
    )
    await drive(clock, STARTS_AT + 250)
    expect(clock.pending()).toEqual([expect.objectContaining({ kind: 'interval', refd: false })])
    controller.abort('enough')
    await turn()
    expect(ticks).toBe(2)
    expect(watched.state).toEqual(['rejected', expect.objectContaining({ name: 'AbortError', cause: 'enough' })])
    expect(clock.pending()).toEqual([])
  })

  test('throws at once when its signal has aborted', async () => {
    const { clock, run } = createEnvironment()
    const signal = AbortSignal.abort()
    const first = run(() => facades.setInterval(100, 0, { signal }).next())
    await expect(first).rejects.toMatchObject({ code: 'ABORT_ERR' })
    expect(clock.pending()).toEqual([])
  })

  test('refuses a signal that is none as Node does', async () => {
    const { run } = createEnvironment()
    const first = run(() => facades.setInterval(100, 0, { signal: 5 as never }).next())
    await expect(first).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' })
  })
})

describe('scheduler of node:timers/promises', () => {
  test('waits on the clock of the environment', async () => {
    const { clock, run } = createEnvironment()
    const watched = run(() => watch(scheduler.wait(700)))
    await drive(clock)
    expect([watched.state, clock.now - STARTS_AT]).toEqual([['fulfilled', undefined], 700])
  })

  test('stops waiting when its signal aborts', async () => {
    const { run } = createEnvironment()
    const wait = run(() => scheduler.wait(700, { signal: AbortSignal.abort() }))
    await expect(wait).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('yields one turn', async () => {
    const { clock, run } = createEnvironment()
    const watched = run(() => watch(scheduler.yield()))
    expect(clock.immediates).toBe(1)
    await turn()
    expect(watched.state).toEqual(['fulfilled', undefined])
  })
})

test('every facade looks like the function it stands for', () => {
  const pairs = [
    ...(['setTimeout', 'setImmediate', 'setInterval'] as const).map((key) => [facades[key], timersPromises[key]]),
    ...(['wait', 'yield'] as const).map((key) => [created.scheduler[key], timersPromises.scheduler[key]]),
  ]
  for (const [ours, nodes] of pairs) expect([ours?.name, ours?.length]).toEqual([nodes?.name, nodes?.length])
})

describe('outside an environment', () => {
  test('everything is real', async () => {
    expect(await facades.setTimeout(1, 'a')).toBe('a')
    expect(await facades.setImmediate('b')).toBe('b')
    expect(await facades.setInterval(1, 'c').next()).toMatchObject({ value: 'c' })
    expect(await scheduler.wait(1)).toBeUndefined()
    expect(await scheduler.yield()).toBeUndefined()
  })
})
