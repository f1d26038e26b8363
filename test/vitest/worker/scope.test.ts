import { afterEach, describe, expect, test, vi } from 'vitest'
import { LambdaDisposedError } from '../../../src/vitest/worker/disposed.js'
import {
  currentScope,
  inScope,
  openScope,
  reachableScope,
  requireScope,
  Scope,
} from '../../../src/vitest/worker/scope.js'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a scope', () => {
  test('ends what was added, newest first, once', async () => {
    const scope = new Scope('the test')
    const order: string[] = []
    for (const name of ['one', 'two', 'three']) {
      scope.add({
        end: async () => {
          await Promise.resolve()
          order.push(name)
        },
      })
    }
    await Promise.all([scope.end(), scope.end()])
    await scope.end()
    expect(order).toEqual(['three', 'two', 'one'])
    expect(scope.over).toBe(true)
  })

  test('ends everything even if one of them fails, and tells that at the end', async () => {
    const scope = new Scope('the test')
    const older = vi.fn(async () => {})
    scope.add({ end: older })
    scope.add({ end: async () => Promise.reject(new Error('cannot end')) })
    await expect(scope.end()).rejects.toThrow('cannot end')
    expect(older).toHaveBeenCalledOnce()
  })

  test('fails once with the fault that no result reported', async () => {
    const scope = new Scope('the test')
    const fault = new Error('unreported')
    scope.fail(fault)
    scope.fail(fault)
    await expect(scope.end()).rejects.toBe(fault)
    await expect(scope.end()).resolves.toBeUndefined()
  })

  test('fails with all of several faults', async () => {
    const scope = new Scope('the test')
    scope.fail(new Error('one'))
    scope.failUnlessSeen(new Error('two'))
    await expect(scope.end()).rejects.toThrow('2 errors that no result reports:\n\n1. one\n\n2. two')
  })

  test('fails with what went wrong in its time and nobody was told, but for what was disposed by hand', async () => {
    const scope = new Scope('the test')
    const disposed = new LambdaDisposedError({ functionName: 'orders', timeoutMs: 3_000 }, scope)
    for (const fault of [disposed, new Error('refused')]) {
      scope.agenda.at(scope.timeline.now, () => Promise.reject(fault), scope)
    }
    await scope.agenda.run(() => false)
    await expect(scope.end()).rejects.toThrow(new Error('refused'))
  })

  test('hears of faults until everything in it has ended', async () => {
    const scope = new Scope('the test')
    scope.add({ end: async () => scope.fail(new Error('found at the end')) })
    await expect(scope.end()).rejects.toThrow('found at the end')
  })

  test('forgets a fault that was seen in time', async () => {
    const scope = new Scope('the test')
    scope.failUnlessSeen(new Error('x'))()
    await expect(scope.end()).resolves.toBeUndefined()
  })

  test('tells nothing of a test that was cancelled, and ends everything all the same', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const scope = new Scope('the test')
    const ending = vi.fn(() => Promise.reject(new Error('events are queued')))
    scope.add({ end: ending })
    scope.fail(new Error('unreported'))
    scope.warnUnlessSeen(new Error('left behind'))
    await expect(scope.end({ cancelled: true })).resolves.toBeUndefined()
    expect(ending).toHaveBeenCalledOnce()
    expect(warn).not.toHaveBeenCalled()
  })

  test('explains a test that failed, unless that was forgotten in time, and no other', async () => {
    const explained = new Error('what the test read')
    for (const failed of [true, false]) {
      const scope = new Scope('the test')
      scope.explain(explained)
      scope.explain(new Error('forgotten'))()
      const end = scope.end({ failed })
      if (failed) await expect(end).rejects.toBe(explained)
      else await expect(end).resolves.toBeUndefined()
    }
  })

  test('tells notes beside whatever a test fails with, and to no test that passes', async () => {
    const [note, fault] = [new Error('a note'), new Error('a fault')]
    const noted = (): Scope => {
      const scope = new Scope('the test')
      for (let time = 0; time < 2; time++) scope.note(note)
      return scope
    }
    await expect(noted().end({ failed: true })).rejects.toBe(note)
    const faulty = noted()
    faulty.fail(fault)
    await expect(faulty.end()).rejects.toMatchObject({ errors: [fault, note] })
    await expect(noted().end()).resolves.toBeUndefined()
  })

  test('fails with what it has in flight and nothing waits for, before that is stopped', async () => {
    const scope = new Scope("the test 'orders'")
    const flight = scope.flights.begin('orders', beginsHere)
    scope.add({ end: async () => flight.end() })
    flight.depart(new Promise(() => {}))
    await expect(scope.end()).rejects.toThrow(
      "'orders' was invoked without await, and was still running when the test 'orders' ended.",
    )
  })

  test('warns of what only warns, unless it was seen', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const scope = new Scope('the test')
    scope.warnUnlessSeen(new Error('seen'))()
    scope.warnUnlessSeen(new Error('not seen'))
    await scope.end()
    expect(warn.mock.calls).toEqual([['vitest-lambda: not seen']])
    warn.mockClear()
    const again = new Scope('the test')
    for (let time = 0; time < 3; time++) again.warnUnlessSeen(new Error('again'))
    await again.end()
    expect(warn.mock.calls).toEqual([['vitest-lambda: again\n\nThe same happened 3 times; this was the first.']])
  })

  test('tells what was interrupted to a test that timed out, and to no other', async () => {
    for (const timedOutAfterMs of [500, undefined]) {
      const scope = new Scope('the test')
      // As with an invocation, whose promise rejects a little later.
      scope.add({ end: async () => void Promise.resolve().then(() => scope.interrupted(new Error('in flight'))) })
      const end = scope.end({ failed: true, timedOutAfterMs })
      expect(scope.timedOutAfterMs).toBe(timedOutAfterMs)
      if (timedOutAfterMs) await expect(end).rejects.toThrow('in flight')
      else await expect(end).resolves.toBeUndefined()
    }
  })

  test('has one timeline, which starts at the test’s own time when it is first looked at', () => {
    const scope = new Scope('the test')
    vi.setSystemTime('2030-01-01T00:00:00.000Z')
    const { timeline } = scope
    vi.setSystemTime('2031-01-01T00:00:00.000Z')
    expect(scope.timeline).toBe(timeline)
    expect(timeline.now).toBe(Date.parse('2030-01-01T00:00:00.000Z'))
  })
})

describe('the current scope', () => {
  test('is that of the asynchronous context, also in concurrent ones and in late continuations', async () => {
    const [one, two] = [new Scope('one'), new Scope('two')]
    const seen: (Scope | undefined)[] = []
    const body = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(currentScope())
    }
    await Promise.all([inScope(one, body), inScope(two, body)])
    expect(seen).toEqual([one, two])
  })

  test('of this test is its own', ({ task }) => {
    expect(currentScope()?.name).toBe(`the test '${task.name}'`)
  })

  test('is required by name', () => {
    const scope = new Scope('the test')
    expect(inScope(scope, () => requireScope('invoke()'))).toBe(scope)
  })

  test('once it is over is refused, saying which test it was', async () => {
    const scope = new Scope("the test 'orders'")
    await scope.end()
    expect(() => inScope(scope, () => requireScope('invoke()'))).toThrowErrorMatchingInlineSnapshot(
      `[Error: invoke(): the test 'orders' is over, and its environments are gone with it. Await it within that test, in a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where its environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }.]`,
    )
    expect(() => openScope(scope, 'idle()')).toThrow(/^idle\(\): the test 'orders' is over/)
  })
})

describe('the scope that hears of something', () => {
  const owner = new Scope('its suite')

  test('is that of the running code', () => {
    const scope = new Scope('the test')
    expect(inScope(scope, () => reachableScope(owner))).toBe(scope)
  })

  test('is the owner where no test runs, and where the test is over and would tell nobody', async () => {
    const scope = new Scope('the test')
    await scope.end()
    expect(inScope(scope, () => reachableScope(owner))).toBe(owner)
    expect(outside(() => reachableScope(owner))).toBe(owner)
  })
})

describe('outside of every test', () => {
  test('there is none, and who requires one is told what to do', () => {
    expect(() => outside(() => requireScope('invoke()'))).toThrowErrorMatchingInlineSnapshot(
      `[Error: invoke() was called outside of a test: environments belong to the running test. Call it inside test(…), a beforeEach or a fixture; for one set of environments per file or describe, also usable in beforeAll, make the lambda with { lifetime: 'suite' }.]`,
    )
  })
})

function beginsHere(): void {}

function outside<Result>(run: () => Result): Result {
  return inScope(undefined as unknown as Scope, run)
}
