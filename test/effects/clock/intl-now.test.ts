import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { routeIntlNow } from '../../../src/effects/clock/intl-now.js'
import { unwind } from '../../../src/effects/patch.js'
import { createEnvironment, inside } from './environment.js'

const formatter = new Intl.DateTimeFormat('en', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'medium' })
const yearOf = (parts: Intl.DateTimeFormatPart[]): unknown => parts.find(({ type }) => type === 'year')?.value

beforeEach(() => {
  onTestFinished(unwind(routeIntlNow(() => inside.getStore())))
})

describe('Intl.DateTimeFormat', () => {
  test('formats the time of the environment when it is given no date', () => {
    const { clock, run } = createEnvironment()
    clock.moveTo(Date.UTC(2026, 0, 1, 0, 0, 7))
    expect(run(() => formatter.format())).toMatch(/^1\/1\/26, 12:00:07\sAM$/)
    expect(run(() => yearOf(formatter.formatToParts()))).toBe('26')
  })

  test('formats the date that it is given', () => {
    const { run } = createEnvironment()
    expect(run(() => formatter.format(0))).toMatch(/^1\/1\/70/)
    expect(run(() => formatter.format(new Date(0)))).toMatch(/^1\/1\/70/)
    expect(run(() => yearOf(formatter.formatToParts(0)))).toBe('70')
  })

  test('formats the time at which it is called, not at which its function was taken', () => {
    const { clock, run } = createEnvironment()
    const { format } = run(() => new Intl.DateTimeFormat('en', { timeZone: 'UTC' }))
    const taken = run(() => formatter.format)
    clock.moveTo(Date.UTC(2030, 0, 1))
    expect(run(() => taken())).toMatch(/^1\/1\/30/)
    expect(format(0)).toBe('1/1/1970')
  })

  test('is as before outside an environment', () => {
    const year = String(new Date().getUTCFullYear() % 100)
    expect(formatter.format.name).toBe('')
    expect(formatter.format).toBe(formatter.format)
    expect([yearOf(formatter.formatToParts()), formatter.format(0)]).toEqual([year, expect.stringMatching(/^1\/1\/70/)])
  })
})
