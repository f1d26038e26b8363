import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, test } from 'vitest'
import { CallSite } from '../../../src/effects/clock/call-site.js'
import { Timer, type TimerPlan } from '../../../src/effects/clock/timer.js'

function fail(): never {
  throw new Error('not expected here')
}

function createTimer(plan: Partial<TimerPlan>, invocation?: number): Timer {
  const site = new CallSite(createTimer)
  const owner = { cancel: fail, refresh: fail }
  const whose = invocation === undefined ? undefined : { invocation, cause: undefined }
  return new Timer({ kind: 'timer', callback: fail, args: [], delayMs: 5, site, ...plan }, 1, whose, owner)
}

describe('Timer', () => {
  test('calls back with its arguments, and with its handle as this', () => {
    const calls: unknown[] = []
    const callback = function (this: unknown, ...args: unknown[]): void {
      calls.push([this, args])
    }
    const timer = createTimer({ callback, args: ['a', 2] })
    timer.handle = { handle: true }
    timer.run(fail)
    expect(calls).toEqual([[{ handle: true }, ['a', 2]]])
  })

  test('runs its callback in the async context in which it was set', () => {
    const context = new AsyncLocalStorage<string>()
    const seen: unknown[] = []
    const timer = context.run('setter', () => createTimer({ callback: () => seen.push(context.getStore()) }))
    context.run('driver', () => {
      timer.run(fail)
      seen.push(context.getStore())
    })
    expect(seen).toEqual(['setter', 'driver'])
  })

  test('hands what its callback throws to onCrash, in that same context', () => {
    const context = new AsyncLocalStorage<string>()
    const error = new Error('thrown in a timer')
    const seen: unknown[] = []
    const callback = (): never => {
      throw error
    }
    const timer = context.run('setter', () => createTimer({ callback }))
    timer.run((crash) => seen.push(crash, context.getStore()))
    expect(seen).toEqual([error, 'setter'])
  })

  test('shows its facts as they are at that moment', () => {
    const timer = createTimer({ kind: 'interval', delayMs: 40 }, 3)
    timer.dueAt = 100
    const facts = timer.facts()
    timer.dueAt = 200
    timer.refd = false
    const { site } = timer
    expect(facts).toEqual({ kind: 'interval', delayMs: 40, dueAt: 100, refd: true, invocation: 3, site })
  })
})
