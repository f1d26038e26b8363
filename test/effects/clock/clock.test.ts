import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { performance as importedPerformance } from 'node:perf_hooks'
import process, { hrtime as importedHrtime } from 'node:process'
import * as timers from 'node:timers'
import { setTimeout as importedSetTimeout } from 'node:timers'
import * as timersPromises from 'node:timers/promises'
import { setTimeout as importedSleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { clockEffect, createClock } from '../../../src/effects/clock/clock.js'
import { FakeClock } from '../../../src/effects/clock/fake-clock.js'
import { RealClock } from '../../../src/effects/clock/real-clock.js'
import { hostTime } from '../../../src/effects/host-time.js'
import { createEnvironment, drive, inside, STARTS_AT } from './environment.js'

const require = createRequire(import.meta.url)
const requiredTimers = require('timers') as typeof timers
const SLEEP = 5000

function install(): void {
  onTestFinished(clockEffect.install(() => inside.getStore()))
  onTestFinished(() => void vi.useRealTimers())
}

test('createClock makes the clock that the configuration asks for', () => {
  const options = { startsAt: STARTS_AT, onCrash: (error: unknown) => expect.fail(String(error)) }
  expect(createClock('fake', options)).toBeInstanceOf(FakeClock)
  expect(createClock('real', options)).toBeInstanceOf(RealClock)
})

/** Sleeps with what is setTimeout by one of the doors. */
function by(set: typeof setTimeout): Promise<unknown> {
  return new Promise((resolve) => set(resolve, SLEEP))
}

function theirs(): never {
  return expect.fail('called')
}

describe('code of an environment', () => {
  test.each<[string, () => unknown]>([
    ['the global', () => by(setTimeout)],
    ['globalThis', () => by(globalThis.setTimeout)],
    ['a named import of node:timers', () => by(importedSetTimeout)],
    ['a namespace import of node:timers', () => by(timers.setTimeout)],
    ['require("timers")', () => by(requiredTimers.setTimeout)],
    ['a named import of node:timers/promises', () => importedSleep(SLEEP)],
    ['a namespace import of node:timers/promises', () => timersPromises.setTimeout(SLEEP)],
    ['require("timers").promises', () => requiredTimers.promises.setTimeout(SLEEP)],
    ['setInterval of node:timers/promises', () => timersPromises.setInterval(SLEEP).next()],
    ['scheduler.wait', () => timersPromises.scheduler.wait(SLEEP)],
    ['promisify(setTimeout)', () => promisify(setTimeout)(SLEEP)],
    ['setInterval', () => new Promise((resolve) => setInterval(resolve, SLEEP))],
    ['AbortSignal.timeout', () => once(AbortSignal.timeout(SLEEP), 'abort')],
  ])('sleeps in its own time by %s', async (_door, sleep) => {
    install()
    const { clock, run } = createEnvironment()
    const begin = hostTime.monotonic()
    let woke: number | undefined
    run(async () => {
      await sleep()
      woke = clock.now - STARTS_AT
    })
    await drive(clock, STARTS_AT + SLEEP)
    expect(woke).toBe(SLEEP)
    expect(hostTime.monotonic() - begin).toBeLessThan(SLEEP)
    clock.stop()
  })

  test.each<[string, () => unknown]>([
    ['setImmediate', () => new Promise((resolve) => setImmediate(resolve))],
    ['promisify(setImmediate)', () => promisify(setImmediate)()],
    ['setImmediate of node:timers', () => new Promise((resolve) => timers.setImmediate(resolve))],
    ['setImmediate of node:timers/promises', () => timersPromises.setImmediate()],
    ['scheduler.yield', () => timersPromises.scheduler.yield()],
  ])('waits for a turn of the event loop by %s', async (_door, wait) => {
    install()
    const { clock, run } = createEnvironment()
    const waiting = run(wait)
    expect(clock.immediates).toBe(1)
    await waiting
    expect(clock.immediates).toBe(0)
  })

  test('reads its own time by every door', () => {
    install()
    const { clock, run } = createEnvironment()
    clock.moveTo(STARTS_AT + 1500)
    const now = STARTS_AT + 1500
    expect(run(() => [Date.now(), +new Date(), Date.parse(Date())])).toEqual([now, now, now - 500])
    expect(run(() => new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format())).toBe('1/1/2026')
    expect(run(() => [performance.now(), importedPerformance.now()])).toEqual([1500, 1500])
    expect(run(() => [performance.timeOrigin, process.uptime()])).toEqual([STARTS_AT, 1.5])
    expect(run(() => importedHrtime.bigint() - process.hrtime.bigint())).toBe(0n)
  })

  test('clears its timers by every door', () => {
    install()
    const { clock, run } = createEnvironment()
    run(() => {
      clearTimeout(importedSetTimeout(() => undefined, 10))
      timers.clearTimeout(setTimeout(() => undefined, 10))
      requiredTimers.clearInterval(setInterval(() => undefined, 10))
      clearImmediate(timers.setImmediate(() => undefined))
    })
    expect(clock.pending()).toEqual([])
  })

  test('finds its own time in functions that somebody took hold of outside', async () => {
    install()
    const { setTimeout, Date: CapturedDate } = globalThis
    const { clock, run } = createEnvironment()
    run(() => setTimeout(() => undefined, 10))
    expect([clock.nextAt(), run(() => new CapturedDate().getTime())]).toEqual([STARTS_AT + 10, STARTS_AT])
    clock.stop()
  })

  test('makes dates whose constructor is Date', () => {
    install()
    const { run } = createEnvironment()
    expect(run(() => new Date().constructor === Date)).toBe(true)
    expect(new Date().constructor).toBe(Date)
  })

  test('has its time to itself beside other environments', async () => {
    install()
    const one = createEnvironment('fake', STARTS_AT)
    const two = createEnvironment('fake', STARTS_AT + 1_000_000)
    const log: string[] = []
    const work = async (name: string): Promise<void> => {
      const begin = Date.now()
      await timersPromises.setTimeout(100)
      log.push(`${name} after ${Date.now() - begin}`)
    }
    void one.run(() => work('one'))
    void two.run(() => work('two'))
    await Promise.all([drive(one.clock), drive(two.clock)])
    expect(log.sort()).toEqual(['one after 100', 'two after 100'])
    expect([one.clock.now, two.clock.now]).toEqual([STARTS_AT + 100, STARTS_AT + 1_000_100])
  })

  test('keeps what it puts in the place of a global to itself', () => {
    install()
    const { run } = createEnvironment()
    run(() => (globalThis.setTimeout = theirs as never))
    expect(run(() => setTimeout)).toBe(theirs)
    expect(setTimeout).not.toBe(theirs)
    expect(createEnvironment().run(() => setTimeout)).not.toBe(theirs)
  })

  test('leaves no timer behind when it fetches: those of Node’s own fetch are real', async () => {
    install()
    const server = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { clock, run } = createEnvironment()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const text = await run(async () => (await fetch(url, { headers: { connection: 'close' } })).text())
    expect([text, clock.pending()]).toEqual(['hello', []])
  })
})

describe('the test', () => {
  test('keeps the real time while nothing is faked', () => {
    install()
    const { clock } = createEnvironment()
    const before = hostTime.epoch()
    expect(Date.now()).toBeGreaterThanOrEqual(before)
    clearTimeout(setTimeout(() => undefined, 10))
    expect(clock.pending()).toEqual([])
  })

  test.each(['before', 'after'] as const)(
    'drives its own fake timers, installed %s the effect, and nobody else’s',
    (when) => {
      if (when === 'before') vi.useFakeTimers({ now: 1000 })
      install()
      if (when === 'after') vi.useFakeTimers({ now: 1000 })
      const { clock, run } = createEnvironment()
      const fired: string[] = []
      setTimeout(() => fired.push('test'), 50)
      run(() => setTimeout(() => fired.push('environment'), 50))
      expect([vi.getTimerCount(), clock.pending().length]).toEqual([1, 1])
      vi.advanceTimersByTime(50)
      expect([fired, Date.now(), performance.now()]).toEqual([['test'], 1050, 50])
      expect(run(() => [Date.now(), performance.now()])).toEqual([STARTS_AT, 0])
      clock.moveTo(STARTS_AT + 50)
      clock.fireOne()
      expect([fired, Date.now()]).toEqual([['test', 'environment'], 1050])
      vi.useRealTimers()
      expect(Date.now()).toBeGreaterThan(STARTS_AT - 1e10)
      expect(vi.isFakeTimers()).toBe(false)
    },
  )

  test('sets its own system time, which no environment sees', () => {
    install()
    const { run } = createEnvironment()
    vi.setSystemTime(5000)
    expect([Date.now(), run(() => Date.now())]).toEqual([5000, STARTS_AT])
    expect(new Date(7)).toBeInstanceOf(Date)
    vi.useRealTimers()
    expect(Date.now()).toBeGreaterThan(5000)
  })

  test('fakes its time with sinon, which no environment sees', () => {
    install()
    const sinon = require('sinon') as { useFakeTimers(now: number): { restore(): void; tick(ms: number): void } }
    const { clock, run } = createEnvironment()
    const fake = sinon.useFakeTimers(1000)
    const fired: string[] = []
    setTimeout(() => fired.push('test'), 50)
    run(() => setTimeout(() => fired.push('environment'), 50))
    fake.tick(50)
    expect([fired, Date.now(), run(() => [Date.now(), performance.now()])]).toEqual([['test'], 1050, [STARTS_AT, 0]])
    fake.restore()
    expect(Date.now()).toBeGreaterThan(1050)
    expect(clock.pending()).toHaveLength(1)
  })

  test('spies on setTimeout, and sees the calls of environments too', () => {
    install()
    using spy = vi.spyOn(globalThis, 'setTimeout')
    const { clock, run } = createEnvironment()
    run(() => setTimeout(() => undefined, 10))
    expect([spy.mock.calls.length, clock.pending().length]).toEqual([1, 1])
  })

  test('stubs a global, and environments read the stub', () => {
    install()
    onTestFinished(() => void vi.unstubAllGlobals())
    vi.stubGlobal('setTimeout', 'stub')
    expect(createEnvironment().run(() => setTimeout)).toBe('stub')
    vi.unstubAllGlobals()
    expect(setTimeout).toBeTypeOf('function')
  })
})

describe('the undo', () => {
  const touched: Record<string, object> = {
    globalThis,
    timers: requiredTimers,
    'timers/promises': requiredTimers.promises,
    scheduler: Object.getPrototypeOf(requiredTimers.promises.scheduler) as object,
    process,
    Performance: Object.getPrototypeOf(performance) as object,
    'Date.prototype': Date.prototype,
    'Intl.DateTimeFormat.prototype': Intl.DateTimeFormat.prototype,
    AbortSignal,
  }
  const look = (): unknown => Object.entries(touched).map(([name, it]) => [name, Object.getOwnPropertyDescriptors(it)])

  test('puts everything back exactly as it was, once and for all', () => {
    const before = look()
    const undo = clockEffect.install(() => inside.getStore())
    expect(look()).not.toEqual(before)
    undo()
    expect(look()).toEqual(before)
    undo()
    expect(look()).toEqual(before)
  })

  test('gives named imports of builtin modules back too', () => {
    const before = [timers.setTimeout, timersPromises.setTimeout, importedHrtime]
    const undo = clockEffect.install(() => inside.getStore())
    expect([timers.setTimeout, timersPromises.setTimeout, importedHrtime]).not.toEqual(before)
    undo()
    expect([timers.setTimeout, timersPromises.setTimeout, importedHrtime]).toEqual(before)
  })

  test('leaves fake timers that the test has on, until the test turns them off', () => {
    const undo = clockEffect.install(() => inside.getStore())
    vi.useFakeTimers({ now: 1000 })
    undo()
    expect([Date.now(), performance.now()]).toEqual([1000, 0])
    vi.useRealTimers()
    expect(Date.now()).toBeGreaterThan(STARTS_AT - 1e10)
    expect(performance.now()).toBeGreaterThan(0)
  })
})
