import { describe, expect, test } from 'vitest'
import { createClock, type EnvironmentClock } from '../../../src/effects/clock/clock.js'
import type { Timeout } from '../../../src/effects/clock/handles.js'
import type { Whose } from '../../../src/effects/whose.js'
import { advanceTo, createEnvironment, drive, set, setEvery, setSoon, STARTS_AT, turn } from './environment.js'

describe('a timer', () => {
  test('fires once, when it is due', () => {
    const { clock } = createEnvironment()
    const fired: number[] = []
    set(clock, 50, () => fired.push(clock.now - STARTS_AT))
    advanceTo(clock, STARTS_AT + 49)
    expect(fired).toEqual([])
    advanceTo(clock, STARTS_AT + 500)
    expect([fired, clock.pending()]).toEqual([[50], []])
  })

  test('does not fire once it is cleared, not even when it was due already', () => {
    const { clock } = createEnvironment()
    const fired: string[] = []
    const second = set(clock, 10, () => fired.push('second'))
    set(clock, 5, () => {
      fired.push('first')
      second.close()
    })
    clock.moveTo(STARTS_AT + 10)
    expect([clock.fireOne(), clock.fireOne(), fired]).toEqual([true, false, ['first']])
  })

  test('is cleared by the number or the string that its handle turns into', () => {
    const { clock } = createEnvironment()
    clock.cancelById(Number(set(clock, 10)))
    clock.cancelById(String(set(clock, 10)))
    expect(clock.pending()).toEqual([])
  })

  test('survives an id that is nobody’s', () => {
    const { clock } = createEnvironment()
    const handle = set(clock, 10)
    for (const id of [0, -1, Number.NaN, Number(handle) + 1, 'abc', '']) clock.cancelById(id)
    expect(clock.pending()).toHaveLength(1)
  })

  test('has a number that no timer of Node has', () => {
    const { clock } = createEnvironment()
    const real = setTimeout(() => undefined, 1000)
    expect(Number(set(clock, 10))).toBeGreaterThan(Number(real) + 2 ** 39)
    clearTimeout(real)
  })

  test('counts its delay again from refresh(), also after it has fired', () => {
    const { clock } = createEnvironment()
    const fired: number[] = []
    const handle = set(clock, 10, () => fired.push(clock.now - STARTS_AT))
    clock.moveTo(STARTS_AT + 6)
    handle.refresh()
    advanceTo(clock, STARTS_AT + 100)
    handle.refresh()
    advanceTo(clock, STARTS_AT + 200)
    expect(fired).toEqual([16, 110])
  })

  test('stays cleared when it is refreshed', () => {
    const { clock } = createEnvironment()
    expect(set(clock, 10).close().refresh()).toBeDefined()
    expect(clock.nextAt()).toBeUndefined()
  })

  test('that throws hands its error over and lets the others fire', () => {
    const { clock, crashes } = createEnvironment()
    const error = new Error('thrown in a timer')
    const fired: string[] = []
    set(clock, 10, () => {
      throw error
    })
    set(clock, 10, () => fired.push('second'))
    advanceTo(clock, STARTS_AT + 10)
    expect([crashes, fired]).toEqual([[error], ['second']])
  })

  test('belongs to the invocation in which it was set; to none during Init', () => {
    let running: number | undefined
    const whose = (): Whose | undefined =>
      running === undefined ? undefined : { invocation: running, cause: undefined }
    const clock = createClock('fake', { startsAt: STARTS_AT, onCrash: () => undefined, whose })
    set(clock, 10)
    running = 1
    set(clock, 10)
    setSoon(clock, () => undefined)
    running = 2
    set(clock, 10)
    expect(clock.pending().map(({ invocation }) => invocation)).toEqual([undefined, 1, 2, 1])
    clock.stop()
  })
})

describe('an interval', () => {
  test('fires once per period', () => {
    const { clock } = createEnvironment()
    const fired: number[] = []
    setEvery(clock, 10, () => fired.push(clock.now - STARTS_AT))
    advanceTo(clock, STARTS_AT + 35)
    expect(fired).toEqual([10, 20, 30])
  })

  test('catches up when virtual time went over several of its periods at once', () => {
    const { clock } = createEnvironment()
    let fired = 0
    setEvery(clock, 10, () => fired++)
    clock.moveTo(STARTS_AT + 35)
    advanceTo(clock, STARTS_AT + 35)
    expect([fired, clock.nextAt()]).toEqual([3, STARTS_AT + 40])
  })

  test('does not run after time that its own callback takes', () => {
    const { clock } = createEnvironment()
    const fired: number[] = []
    const handle = setEvery(clock, 10, () => {
      fired.push(clock.now - STARTS_AT)
      clock.moveTo(clock.now + 25)
      if (fired.length === 3) handle.close()
    })
    advanceTo(clock, STARTS_AT + 200)
    expect(fired).toEqual([10, 45, 80])
  })

  test('comes after the timers that its callback sets for the same time', () => {
    const { clock } = createEnvironment()
    const fired: string[] = []
    const handle = setEvery(clock, 10, () => {
      fired.push('interval')
      if (fired.length === 1) set(clock, 10, () => fired.push('timer'))
    })
    advanceTo(clock, STARTS_AT + 20)
    handle.close()
    expect(fired).toEqual(['interval', 'timer', 'interval'])
  })

  test.each<[string, (clock: EnvironmentClock, handle: Timeout) => void]>([
    ['handle', (_clock, handle) => handle.close()],
    ['number', (clock, handle) => clock.cancelById(Number(handle))],
  ])('ends when its callback clears it by its %s', (_by, clear) => {
    const { clock } = createEnvironment()
    let fired = 0
    const handle = setEvery(clock, 10, () => {
      if (++fired === 2) clear(clock, handle)
    })
    advanceTo(clock, STARTS_AT + 1000)
    expect([fired, clock.pending()]).toEqual([2, []])
  })

  test('counts its period from the refresh() that its callback makes', () => {
    const { clock } = createEnvironment()
    const fired: number[] = []
    const handle = setEvery(clock, 10, () => {
      fired.push(clock.now - STARTS_AT)
      clock.moveTo(clock.now + 3)
      if (fired.length === 1) handle.refresh()
    })
    advanceTo(clock, STARTS_AT + 30)
    expect(fired).toEqual([10, 23])
  })

  test('goes on after its callback has thrown, as in Node when somebody handles the exception', () => {
    const { clock, crashes } = createEnvironment()
    setEvery(clock, 10, () => {
      throw new Error('again')
    })
    advanceTo(clock, STARTS_AT + 25)
    expect(crashes).toHaveLength(2)
  })
})

describe('an immediate', () => {
  test('runs by itself in the next turn, without virtual time', async () => {
    const { clock } = createEnvironment()
    const ran: number[] = []
    setSoon(clock, () => ran.push(clock.now - STARTS_AT))
    expect([clock.immediates, clock.nextAt(), clock.hasRefd()]).toEqual([1, undefined, true])
    await turn()
    expect([ran, clock.immediates, clock.hasRefd()]).toEqual([[0], 0, false])
  })

  test('does not run once its scope is left', async () => {
    const { clock } = createEnvironment()
    let ran = false
    setSoon(clock, () => (ran = true))[Symbol.dispose]()
    await turn()
    expect(ran).toBe(false)
  })

  test('that throws hands its error over', async () => {
    const { clock, crashes } = createEnvironment()
    const error = new Error('thrown in an immediate')
    setSoon(clock, () => {
      throw error
    })
    await turn()
    expect(crashes).toEqual([error])
  })
})

describe('stop', () => {
  test('drops everything that is pending [RST-2]', async () => {
    const { clock } = createEnvironment()
    let fired = 0
    set(clock, 10, () => fired++)
    setEvery(clock, 10, () => fired++)
    setSoon(clock, () => fired++)
    clock.stop()
    clock.moveTo(STARTS_AT + 1000)
    await drive(clock)
    expect([fired, clock.pending(), clock.hasRefd()]).toEqual([0, [], false])
  })

  test('drops also what the engine has in hand', () => {
    const { clock } = createEnvironment()
    let fired = 0
    for (const delay of [5, 10, 10, 500]) set(clock, delay, () => fired++)
    clock.moveTo(STARTS_AT + 10)
    clock.fireOne()
    clock.stop()
    clock.moveTo(STARTS_AT + 1000)
    expect([clock.fireOne(), clock.dueCount(), fired]).toEqual([false, 0, 1])
  })

  test('ends an interval from within its own callback', () => {
    const { clock } = createEnvironment()
    let fired = 0
    setEvery(clock, 10, () => {
      fired++
      clock.stop()
    })
    advanceTo(clock, STARTS_AT + 100)
    expect(fired).toBe(1)
  })

  test('leaves handles that can be used and never fire', async () => {
    const { clock } = createEnvironment()
    clock.stop()
    let fired = 0
    const late = set(clock, 10, () => fired++)
    setSoon(clock, () => fired++)
    late.refresh().unref().ref().close()
    clock.moveTo(STARTS_AT + 1000)
    await drive(clock)
    expect([fired, clock.pending()]).toEqual([0, []])
  })
})
