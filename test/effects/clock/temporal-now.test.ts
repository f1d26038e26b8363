import { describe, expect, onTestFinished, test } from 'vitest'
import { routeTemporalNow, type TemporalNamespace } from '../../../src/effects/clock/temporal-now.js'
import { unwind } from '../../../src/effects/patch.js'
import { createEnvironment, inside, STARTS_AT } from './environment.js'

const before = (timeZone?: unknown): unknown => ['before', timeZone]

const at = (ms: number): ReturnType<TemporalNamespace['Instant']['fromEpochMilliseconds']> =>
  Object.assign(
    {
      toZonedDateTimeISO: (zone: unknown) => ({
        zone,
        toPlainDate: () => ['date', ms, zone],
        toPlainTime: () => ['time', ms, zone],
        toPlainDateTime: () => ['date and time', ms, zone],
      }),
    },
    { ms },
  )

/** A namespace of the same shape, for the versions of Node.js that have no Temporal. */
function createTemporal(): TemporalNamespace {
  return {
    Instant: { fromEpochMilliseconds: at },
    Now: {
      timeZoneId: () => 'Europe/Berlin',
      instant: before,
      zonedDateTimeISO: before,
      plainDateISO: before,
      plainTimeISO: before,
      plainDateTimeISO: before,
    },
  }
}

describe('Temporal.Now', () => {
  test('says the time of the environment inside, in the time zone it is asked for', () => {
    const temporal = createTemporal()
    onTestFinished(unwind(routeTemporalNow(() => inside.getStore(), temporal)))
    const { run } = createEnvironment()
    const { Now } = temporal
    expect(run(() => Now.instant())).toMatchObject({ ms: STARTS_AT })
    expect(run(() => Now.zonedDateTimeISO('UTC'))).toMatchObject({ zone: 'UTC' })
    expect(run(() => [Now.plainDateISO('UTC'), Now.plainTimeISO('UTC'), Now.plainDateTimeISO()])).toEqual([
      ['date', STARTS_AT, 'UTC'],
      ['time', STARTS_AT, 'UTC'],
      ['date and time', STARTS_AT, 'Europe/Berlin'],
    ])
  })

  test('is as before outside, and altogether after the undo', () => {
    const temporal = createTemporal()
    const descriptors = Object.getOwnPropertyDescriptors(temporal.Now)
    const undo = unwind(routeTemporalNow(() => inside.getStore(), temporal))
    expect([temporal.Now.instant(), temporal.Now.plainDateISO('UTC')]).toEqual([
      ['before', undefined],
      ['before', 'UTC'],
    ])
    undo()
    expect(Object.getOwnPropertyDescriptors(temporal.Now)).toEqual(descriptors)
  })

  // Node.js has Temporal from 26 on; the tests above bring their own, so that 24 proves the routing.
  test.skipIf(!('Temporal' in globalThis))('of Node.js itself says the time of the environment', () => {
    const temporal = (globalThis as unknown as { Temporal: TemporalNamespace }).Temporal
    onTestFinished(unwind(routeTemporalNow(() => inside.getStore(), temporal)))
    const { run } = createEnvironment()
    const said = run(() => [
      temporal.Now.instant(),
      temporal.Now.zonedDateTimeISO('UTC'),
      temporal.Now.plainDateISO('UTC'),
      temporal.Now.plainTimeISO('UTC'),
      temporal.Now.plainDateTimeISO('UTC'),
    ])
    expect(said.map(String)).toEqual([
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00+00:00[UTC]',
      '2026-01-01',
      '00:00:00',
      '2026-01-01T00:00:00',
    ])
    expect(String(temporal.Now.instant())).not.toBe('2026-01-01T00:00:00Z')
  })
})
