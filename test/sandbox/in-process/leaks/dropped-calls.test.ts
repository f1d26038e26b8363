import { describe, expect, test } from 'vitest'
import { CallSite } from '../../../../src/effects/clock/call-site.js'
import type { Frame } from '../../../../src/sandbox/in-process/leaks/frames.js'
import { DroppedCalls } from '../../../../src/sandbox/in-process/leaks/dropped-calls.js'
import { Trail } from '../../../../src/sandbox/in-process/leaks/trail.js'
import { current, instantly, traced } from '../../../effects/promises/traced.js'
import { EventEmitter } from 'node:events'
import { markAt } from './lines.js'

/** Where, and in whose continuation, the work began that is looked at. */
interface Begun {
  site?: CallSite
  cause?: NonNullable<ReturnType<typeof current.getStore>>['cause']
}

/** Something that an environment knows as unfinished: it never ends. */
function begin(begun: Begun): Promise<never> {
  begun.site = new CallSite(begin)
  begun.cause = current.getStore()?.cause
  return new Promise(() => {})
}

/** The mark of the call that nobody awaits and that led to `begin()`. */
async function markOfCall(code: (begun: Begun) => unknown): Promise<string | undefined> {
  const begun: Begun = {}
  const trail = new Trail()
  const trace = await traced(() => code(begun))
  const { site, cause } = begun
  if (!site) throw new Error('nothing was begun')
  const at = trail.of(site).frames[0] as Frame
  const found = new DroppedCalls(trace, trail).leadingTo(at, { cause, site })
  return found && markAt(found)
}

async function track(begun: Begun): Promise<void> {
  await begin(begun)
}

async function trackLater(begun: Begun): Promise<void> {
  await instantly(1)
  await instantly(2)
  await begin(begun)
}

async function awaitsTrack(begun: Begun): Promise<void> {
  await track(begun)
}

async function dropsTrack(begun: Begun): Promise<void> {
  void track(begun) // within
  await new Promise(() => {})
}

describe('the call that nobody awaits', () => {
  test.each<[string, (begun: Begun) => unknown]>([
    ['that begins something at once', async (begun) => void track(begun)], // that begins something at once
    ['that begins something later', async (begun) => void trackLater(begun)], // that begins something later
    ['whose rejection is caught', async (begun) => void track(begun).catch(() => 0)], // whose rejection is caught
    ['around one that is awaited', async (begun) => void awaitsTrack(begun)], // around one that is awaited
    ['in a forEach()', async (begun) => [1].forEach(async () => await begin(begun))], // in a forEach()
    ['of a handler that is not async', (begun) => void track(begun)], // of a handler that is not async
  ])('is found: one %s', async (title, code) => {
    expect(await markOfCall(code)).toContain(title)
  })

  test('that is nearest is found, where one led to another', async () => {
    expect(await markOfCall(async (begun) => void dropsTrack(begun))).toBe('within')
  })

  test.each<[string, (begun: Begun) => unknown]>([
    ['what was begun is not awaited itself', async (begun) => void begin(begun)],
    [
      'it had ended before the answer',
      async (begun) => {
        void (async () => void begin(begun))()
        await instantly(1)
      },
    ],
    [
      'an emitter calls the function, for which nobody could wait there',
      async (begun) => {
        const emitter = new EventEmitter().on('order', async () => await begin(begun))
        emitter.emit('order')
      },
    ],
  ])('is none where %s', async (_, code) => {
    expect(await markOfCall(code)).toBeUndefined()
  })

  test('is none where all are awaited, and the answer came by another way', async () => {
    const trail = new Trail()
    const trace = await traced(async () => await instantly(1))
    const site = new CallSite(markOfCall)
    const at = trail.of(site).frames[0] as Frame
    expect(new DroppedCalls(trace, trail).leadingTo(at, { site })).toBeUndefined()
  })
})
