import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { FakeClock } from '../../../src/effects/clock/fake-clock.js'
import { hostTime } from '../../../src/effects/host-time.js'
import { advanceTo, createEnvironment, set, STARTS_AT } from './environment.js'

/** Each call of what it returns takes so much CPU time. */
function computing(ms: number): () => void {
  let cpu = 0
  vi.spyOn(hostTime, 'cpu').mockImplementation(() => cpu)
  onTestFinished(() => void vi.restoreAllMocks())
  return () => void (cpu += ms)
}

describe('FakeClock', () => {
  test('stands still by itself', () => {
    const { clock, moves } = createEnvironment()
    for (let i = 0; i < 64; i++) expect(clock.read()).toBe(STARTS_AT)
    expect(moves).toEqual([])
  })

  test('moves when one turn reads it more than 64 times, at most a millisecond a read', () => {
    const { clock, moves } = createEnvironment()
    for (let i = 0; i < 64; i++) clock.read()
    let before = clock.readExact()
    for (let i = 0; i < 150_000; i++) {
      const now = clock.readExact()
      expect(now - before).toBeLessThanOrEqual(1)
      before = now
    }
    expect(moves[0]).toBe(STARTS_AT + 1)
    expect(moves.at(-1)).toBe(clock.now)
    expect(moves).toHaveLength(clock.now - STARTS_AT)
  })

  test('takes what is stamped for no wait: sixty thousand records take a fraction of a second', () => {
    const { clock } = createEnvironment()
    for (let i = 0; i < 5000; i++) clock.read()
    expect(clock.now - STARTS_AT).toBeLessThan(20)
    for (let i = 5000; i < 60_000; i++) clock.read()
    expect(clock.now - STARTS_AT).toBeLessThan(200)
  })

  test.each([
    ['records with their times', 'read', 150_000, 0.0005],
    ['records, each if there is time left', 'readForDeadline', 60_000, 0.001],
  ] as const)('takes no %s for a wait that computers are done with in a tenth of a second', (_, read, count, cpuMs) => {
    const { clock } = createEnvironment()
    const work = computing(cpuMs)
    for (let i = 0; i < count; i++, work()) clock[read]()
    expect(clock.now - STARTS_AT).toBeLessThan(400)
  })

  test('takes who asks for the time left for a wait much sooner: what a loop does meanwhile may be slow', () => {
    const { clock } = createEnvironment()
    const work = computing(0.02)
    let reads = 0
    for (; clock.readForDeadline() - STARTS_AT < 2000; reads++) work()
    expect(reads).toBeLessThan(30_000)
  })

  test.each([10, 3000, 900_000])('ends a busy wait of %i ms', (ms) => {
    const { clock } = createEnvironment()
    const work = computing(0.0001)
    let reads = 0
    for (; clock.read() - STARTS_AT < ms; reads++) work()
    expect(reads).toBeLessThan(2_100_000)
    expect(clock.now - STARTS_AT).toBe(ms)
  })

  test('begins to count anew with each turn', () => {
    const { clock, moves } = createEnvironment()
    for (let turns = 0; turns < 1000; turns++) {
      clock.newTurn()
      for (let i = 0; i < 64; i++) clock.read()
    }
    expect(moves).toEqual([])
  })

  test('lets what onMove throws reach the code that reads, so that a busy wait ends at the deadline', () => {
    const deadline = new Error('deadline')
    const clock = new FakeClock({
      startsAt: STARTS_AT,
      onMove: (now) => {
        if (now === STARTS_AT + 5) throw deadline
      },
      onCrash: (error) => expect.fail(String(error)),
    })
    expect(() => {
      while (clock.read() < STARTS_AT + 100);
    }).toThrow(deadline)
    expect(clock.now).toBe(STARTS_AT + 5)
  })

  test('ends a busy wait also while frozen, tells nobody, and the freeze takes as long as it takes', () => {
    const { clock, moves } = createEnvironment()
    clock.freeze()
    while (clock.read() < STARTS_AT + 20);
    expect(moves).toEqual([])
    clock.thaw(1000)
    expect(clock.now).toBe(STARTS_AT + 1000)
  })

  test('does not go back when a busy wait in a freeze took longer than the freeze', () => {
    const { clock } = createEnvironment()
    clock.freeze()
    while (clock.read() < STARTS_AT + 20);
    clock.thaw(5)
    expect(clock.now).toBe(STARTS_AT + 20)
  })

  test('keeps fractions of a millisecond for itself: timers and Date count whole ones', () => {
    const { clock } = createEnvironment()
    clock.moveTo(STARTS_AT + 10.75)
    set(clock, 5)
    expect([clock.read(), clock.nextAt()]).toEqual([STARTS_AT + 10, STARTS_AT + 15])
    clock.moveTo(STARTS_AT + 14.9)
    expect(clock.fireOne()).toBe(false)
    clock.moveTo(STARTS_AT + 15)
    expect(clock.fireOne()).toBe(true)
  })

  test('answers for ten thousand timers as for ten', () => {
    const { clock } = createEnvironment()
    let last = 0
    let fired = 0
    for (let i = 0; i < 10_000; i++) {
      set(clock, ((i * 7919) % 10_007) + 1, () => {
        expect(clock.now).toBeGreaterThanOrEqual(last)
        last = clock.now
        fired++
      })
    }
    advanceTo(clock, STARTS_AT + 20_000)
    expect(fired).toBe(10_000)
  })
})
