import { expect, test } from 'vitest'
import { TumblingWindow } from '../../src/sources/stream-window.js'

const noon = Date.UTC(2026, 0, 1, 12)
const minute = 60_000

test('windows begin with the epoch, so a record at the end of one is the first of the next [STM-6]', () => {
  const bounds = (at: number): object => new TumblingWindow(at, 2 * minute).fields(false).window
  const first = { start: '2026-01-01T12:00:00Z', end: '2026-01-01T12:02:00Z' }
  expect([bounds(noon), bounds(noon + 2 * minute - 1)]).toEqual([first, first])
  expect(bounds(noon + 2 * minute)).toEqual({ start: '2026-01-01T12:02:00Z', end: '2026-01-01T12:04:00Z' })
})

test('a window begins with an empty state and hands on what it is given [STM-6]', () => {
  const window = new TumblingWindow(noon, minute)
  expect(window.fields(false)).toMatchObject({
    state: {},
    isFinalInvokeForWindow: false,
    isWindowTerminatedEarly: false,
  })
  window.handOn({ total: 3 })
  expect(window.fields(true)).toMatchObject({ state: { total: 3 }, isFinalInvokeForWindow: true })
})

test('a state of more than 1 MB ends a window early [STM-6]', () => {
  const window = new TumblingWindow(noon, minute)
  window.handOn('x'.repeat(1024 * 1024 - 2))
  expect(window.terminatedEarly).toBe(false)
  window.handOn('x'.repeat(1024 * 1024 - 1))
  expect(window.fields(true).isWindowTerminatedEarly).toBe(true)
})
