import { describe, expect, test } from 'vitest'
import { CallSite } from '../../../../src/effects/clock/call-site.js'
import type { PromiseTrace } from '../../../../src/effects/promises/promise-trace.js'
import { Beginnings } from '../../../../src/sandbox/in-process/leaks/beginnings.js'
import type { Left } from '../../../../src/sandbox/in-process/leaks/left.js'
import { Trail } from '../../../../src/sandbox/in-process/leaks/trail.js'
import { instantly, traced } from '../../../effects/promises/traced.js'
import { markAt } from './lines.js'

function here(): CallSite {
  return new CallSite(here)
}

/** As in a callback of a package's, which Node.js calls. */
const nowhere = { frames: [] } as unknown as CallSite

function left(site: CallSite, connected?: CallSite): Left {
  return {
    source: {} as Left['source'],
    kind: 'socket',
    what: '127.0.0.1:6379',
    origin: { invocation: 1, cause: undefined, site },
    connected: connected && { site: connected },
    handedOver: false,
    since: () => 'nothing',
  }
}

/** Of an invocation that leaves one call pending. */
function pending(): Promise<PromiseTrace> {
  return traced(async () => {
    void new Promise(() => {}) // pending
    await instantly(1)
  })
}

/** The marks of the lines of each, in such an invocation. */
async function marks(...lefts: readonly Left[]): Promise<(string | undefined)[]> {
  const trace = await pending()
  const found = new Beginnings(new Trail(), trace).of(lefts)
  return lefts.map((each) => {
    const at = found.get(each)
    return at && markAt(at)
  })
}

describe('where something was begun', () => {
  test('is where its own trail leads to, whoever connected and whatever is pending', async () => {
    const [own, connected] = [here(), here()] // own
    expect(await marks(left(own, connected))).toEqual(['own'])
  })

  test('is else the last call that has not ended', async () => {
    expect(await marks(left(nowhere))).toEqual(['pending'])
    const connected = here() // connected
    expect(await marks(left(nowhere, connected))).toEqual(['pending'])
  })

  test('is that for all connections of one client', async () => {
    const connected = here() // connected
    expect(await marks(left(nowhere, connected), left(nowhere, connected))).toEqual(['pending', 'pending'])
  })

  test('is where each has connected, of several clients', async () => {
    const first = here() // first
    const second = here() // second
    expect(await marks(left(nowhere, first), left(nowhere, second))).toEqual(['first', 'second'])
  })

  test('is where it connected, where nothing else is pending or traced', () => {
    const connected = here() // connected
    const alone = left(nowhere, connected)
    const at = new Beginnings(new Trail(), undefined).of([alone]).get(alone)
    expect(at && markAt(at)).toBe('connected')
    expect(new Beginnings(new Trail(), undefined).of([left(nowhere)]).size).toBe(0)
  })

  test('is not the call that is known to have led to something else', async () => {
    const connected = here() // connected
    const trace = await pending()
    const call = [...trace.nodes].find(({ settledAt }) => settledAt === 0)
    const lefts = [left(call?.site ?? nowhere), left(nowhere, connected)]
    const found = new Beginnings(new Trail(), trace).of(lefts)
    expect([...found.values()].map((at) => markAt(at))).toEqual(['pending', 'connected'])
  })
})
