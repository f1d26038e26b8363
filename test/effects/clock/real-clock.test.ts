import { describe, expect, test, vi } from 'vitest'
import { hostTime } from '../../../src/effects/host-time.js'
import { createEnvironment, set, setEvery, STARTS_AT } from './environment.js'

const MINUTE = 60_000

describe('RealClock', () => {
  test('runs with the real clock of the machine, from startsAt', () => {
    const before = hostTime.monotonic()
    const { clock } = createEnvironment('real')
    while (hostTime.monotonic() < before + 3);
    const passed = clock.readExact() - STARTS_AT
    expect(passed).toBeGreaterThan(0)
    expect(passed).toBeLessThanOrEqual(hostTime.monotonic() - before)
  })

  test('is not moved by reading it', () => {
    const { clock, moves } = createEnvironment('real')
    for (let i = 0; i < 1000; i++) clock.read()
    clock.newTurn()
    expect(moves).toEqual([])
  })

  test('is not touched by the fake timers of the test', () => {
    vi.useFakeTimers({ now: 0 })
    try {
      expect(createEnvironment('real').clock.read()).toBeGreaterThanOrEqual(STARTS_AT)
    } finally {
      vi.useRealTimers()
    }
  })

  test('fires its timers by itself, by real time, shortest first', async () => {
    const { clock } = createEnvironment('real')
    const fired: string[] = []
    await new Promise<void>((resolve) => {
      set(clock, 20, () => {
        fired.push('second')
        resolve()
      })
      set(clock, 1, () => fired.push('first'))
    })
    expect([fired, clock.pending()]).toEqual([['first', 'second'], []])
  })

  test('repeats its intervals by itself until they are cleared', async () => {
    const { clock } = createEnvironment('real')
    let fired = 0
    await new Promise<void>((resolve) => {
      const handle = setEvery(clock, 1, () => {
        if (++fired < 3) return
        handle.close()
        resolve()
      })
    })
    expect([fired, clock.pending()]).toEqual([3, []])
  })

  test('hands over what a timer throws', async () => {
    const { clock, crashes } = createEnvironment('real')
    const error = new Error('thrown in a real timer')
    await new Promise<void>((resolve) => {
      set(clock, 1, () => {
        queueMicrotask(resolve)
        throw error
      })
    })
    expect(crashes).toEqual([error])
  })

  test('takes its timers away from the event loop during a freeze, and gives back what is not overdue [FRZ-6]', async () => {
    const { clock } = createEnvironment('real')
    const fired: string[] = []
    const done = new Promise<void>((resolve) => {
      set(clock, MINUTE + 5, () => {
        fired.push('due after the thaw')
        resolve()
      })
    })
    set(clock, 1, () => fired.push('overdue'))
    clock.freeze()
    await new Promise((resolve) => hostTime.setTimeout(resolve, 5))
    expect(fired).toEqual([])
    clock.thaw(MINUTE)
    while (clock.fireOne());
    await done
    expect(fired).toEqual(['overdue', 'due after the thaw'])
  })

  test('stands still from the answer on: what is set or comes due before the freeze fires at the thaw [FRZ-3, FRZ-5]', async () => {
    const { clock } = createEnvironment('real')
    const fired: string[] = []
    set(clock, 1, () => fired.push('set before'))
    clock.stand()
    const stoodAt = clock.now
    set(clock, 2, () => fired.push('set after'))
    await new Promise((resolve) => hostTime.setTimeout(resolve, 5))
    expect(fired).toEqual([])
    expect(clock.now).toBe(stoodAt)
    clock.freeze()
    clock.thaw(MINUTE)
    while (clock.fireOne());
    expect(fired).toEqual(['set before', 'set after'])
  })

  test('shortens the wait for its timers when time moves', async () => {
    const { clock } = createEnvironment('real')
    await new Promise<void>((resolve) => {
      set(clock, MINUTE, resolve)
      clock.moveTo(clock.now + MINUTE - 2)
    })
    expect(clock.now - STARTS_AT).toBeLessThan(MINUTE + 10_000)
  })

  test('leaves nothing behind in the event loop when it is stopped', () => {
    const cleared = vi.spyOn(hostTime, 'clearTimeout')
    const { clock } = createEnvironment('real')
    set(clock, MINUTE)
    setEvery(clock, MINUTE, () => undefined)
    clock.stop()
    expect(cleared).toHaveBeenCalledTimes(2)
    expect(clock.pending()).toEqual([])
    cleared.mockRestore()
  })
})
