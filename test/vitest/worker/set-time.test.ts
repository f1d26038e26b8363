import { afterEach, expect, test, vi } from 'vitest'
import { inScope, Scope } from '../../../src/vitest/worker/scope.js'
import { noteSetTime } from '../../../src/vitest/worker/set-time.js'

afterEach(() => vi.useRealTimers())

/** What a test is told that uses a function, does `before`, uses it again, and fails. */
async function toldAfter(before: () => void): Promise<unknown> {
  const scope = new Scope('the test')
  inScope(scope, () => {
    noteSetTime(scope)
    before()
    noteSetTime(scope)
    noteSetTime(scope)
  })
  return scope.end({ failed: true }).catch((error: unknown) => error)
}

test('a time that is set before functions are used, and put back after, is nothing to tell', async () => {
  vi.setSystemTime('2030-01-01T00:00:00.000Z')
  expect(await toldAfter(() => {})).toBeUndefined()
  expect(await toldAfter(() => void vi.useRealTimers())).toBeUndefined()
})

test('a time that is set after that is told once, with what to do', async () => {
  vi.setSystemTime('2030-01-01T00:00:00.000Z')
  expect(await toldAfter(() => void vi.setSystemTime('2030-01-02T00:00:00.000Z'))).toMatchInlineSnapshot(
    `[Error: vi.setSystemTime() set the clock of the test to 2030-01-02T00:00:00.000Z when the time of its functions had begun, which is at 2030-01-01T00:00:00.000Z and goes on with idle() and advance(). Set the time before they are first used, or move it: advance('24h').]`,
  )
})

test('a time to which fake timers are moved is told in the same way', async () => {
  vi.useFakeTimers({ now: Date.parse('2030-01-01T00:00:00.000Z') })
  expect(await toldAfter(() => void vi.advanceTimersByTime(3_600_000))).toMatchInlineSnapshot(
    `[Error: Fake timers moved the clock of the test to 2030-01-01T01:00:00.000Z when the time of its functions had begun, which is at 2030-01-01T00:00:00.000Z and goes on with idle() and advance(). Set the time before they are first used, or move it: advance('24h').]`,
  )
})

test('fake timers that are not moved, or begin at the time that it is, are nothing to tell', async () => {
  expect(await toldAfter(() => void vi.useFakeTimers())).toBeUndefined()
  vi.useFakeTimers({ now: 1_000_000 })
  expect(await toldAfter(() => {})).toBeUndefined()
})

test('a test that passes is told nothing', async () => {
  const scope = new Scope('the test')
  inScope(scope, () => {
    noteSetTime(scope)
    vi.setSystemTime('2030-01-02T00:00:00.000Z')
    noteSetTime(scope)
  })
  await scope.end()
})
