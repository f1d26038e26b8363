import { describe, expect, test, vi } from 'vitest'
import { CallSite } from '../../../../src/effects/clock/call-site.js'
import { Tick } from '../../../../src/effects/promises/cause.js'
import type { PromiseNode } from '../../../../src/effects/promises/promise-node.js'
import type { Origin } from '../../../../src/effects/whose.js'
import { Trail } from '../../../../src/sandbox/in-process/leaks/trail.js'
import { instantly, traced } from '../../../effects/promises/traced.js'
import { markAt } from './lines.js'

function here(): CallSite {
  return new CallSite(here)
}

async function audit(): Promise<void> {
  await instantly(1)
}

const nowhere = { frames: [] } as unknown as CallSite
const origin = (site: CallSite, more: Partial<Origin> = {}): Origin => ({
  invocation: 1,
  cause: undefined,
  site,
  ...more,
})

describe('Trail', () => {
  test.each<[called: string, within: string | undefined, run: () => unknown]>([
    ['audit', undefined, () => audit()],
    ['save', undefined, () => vi.spyOn({ save: async () => instantly(1) }, 'save')()],
    ['put', undefined, () => ({ put: vi.fn(async () => instantly(1)) }).put()],
    ['Mock', undefined, () => vi.fn(async () => instantly(1))()],
    ['', 'forEach', () => [1].forEach(async () => instantly(1))],
    ['', undefined, () => (async () => instantly(1))()],
  ])('names what was called: "%s", a callback of %s', async (called, within, run) => {
    const trail = new Trail()
    const trace = await traced(() => void run())
    const calls = [...trace.nodes].filter(({ derived }) => !derived).flatMap((node) => trail.callOf(node) ?? [])
    expect(calls.map((call) => [call.called, call.within?.name])).toEqual([[called, within]])
  })

  test('finds the line that began something', () => {
    const frame = new Trail().userFrame(origin(here())) // here
    expect(frame && markAt(frame)).toBe('here')
  })

  test('goes back through the promises that led there, to the nearest line', async () => {
    const trace = await traced(async () => {
      await instantly(1).then(() => instantly(2)) // led there
    })
    const cause = [...trace.nodes].find(({ derived }) => derived) as PromiseNode
    const frame = new Trail().userFrame(origin(nowhere, { cause }))
    expect(frame && markAt(frame)).toBe('led there')
  })

  test('goes back to the work whose end led there', () => {
    const first = origin(here()) // first
    const frame = new Trail().userFrame(origin(nowhere, { after: first }))
    expect(frame && markAt(frame)).toBe('first')
  })

  test('goes back over ticks, where that is asked for', () => {
    const cause = new Tick(here(), undefined) // put off
    const [all, promises] = [true, false].map((overTicks) =>
      new Trail().userFrame(origin(nowhere, { cause }), overTicks),
    )
    expect(all && markAt(all)).toBe('put off')
    expect(promises).toBeUndefined()
  })

  test('finds nothing where nothing is known', () => {
    expect(new Trail().userFrame(origin(nowhere))).toBeUndefined()
    expect(new Trail().userPlaces(origin(nowhere))).toEqual(new Set())
  })

  test('knows every place of the user’s on the way, and reads each stack once', () => {
    const trail = new Trail()
    const site = here()
    expect(trail.of(site)).toBe(trail.of(site))
    expect(trail.userPlaces(origin(nowhere, { after: origin(site) })).has(trail.of(site).frames[0]?.key ?? '')).toBe(
      true,
    )
  })
})
