import { LRUCache } from 'lru-cache'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Undo } from '../../../src/effects/effect.js'
import { Stage } from '../../../src/effects/stage.js'
import type { InitPlan, Settled } from '../../../src/sandbox/port.js'
import { httpServer, type RunningServer } from '../../journeys/functions/server.js'
import { code, play, type Played } from './sandbox.js'

const stage = new Stage()
let undo: Undo
let silent: RunningServer
let played: Played

beforeAll(async () => {
  undo = stage.install()
  silent = await httpServer(() => undefined)
})

afterAll(() => {
  silent.close()
  undo()
})

beforeEach(() => {
  played = play(stage)
})

const here = /^fetch http:\S+ \(test\/sandbox\/in-process\/waiting-for\.test\.ts:\d+:\d+\)$/

async function hang(handler: () => unknown, plan?: Partial<InitPlan>): Promise<Settled> {
  await played.sandbox.start(
    code(() => handler),
    played.plan(plan),
    played.emit,
  )
  const invocation = played.invocation({ deadline: played.timeline.now + 60 })
  return played.sandbox.deliver(invocation, { frozenForMs: 0 }, played.emit)
}

test('a request has its line also where nobody looks for leaks', async () => {
  const settled = await hang(async () => fetch(silent.url), { leaks: 'off' })
  expect(settled).toMatchObject({ outcome: 'timeout', waitingFor: [expect.stringMatching(here)] })
})

test('a request of Init has its line', async () => {
  const load = code(async () => fetch(silent.url))
  const outcome = await played.sandbox.start(load, played.plan({ deadline: played.timeline.now + 60 }), played.emit)
  expect(outcome).toMatchObject({ kind: 'timeout', waitingFor: [expect.stringMatching(here)] })
})

test('requests of one line are told together, those of two lines apart', async () => {
  const settled = await hang(async () => {
    await Promise.race([...[1, 2].map(async () => fetch(silent.url)), fetch(silent.url)])
  })
  expect(settled).toMatchObject({
    waitingFor: [expect.stringMatching(/^fetch http:\S+ \(2 times\) \(test\//), expect.stringMatching(here)],
  })
})

test('a timer that a package sets for its own sake is told where nothing else can be', async () => {
  const cache = new LRUCache({ max: 1, ttl: 60_000, ttlAutopurge: true })
  const keep = (): void => void cache.set('a', 1)
  const stuck = await hang(() => {
    keep()
    return new Promise(() => {})
  })
  expect(stuck).toMatchObject({ waitingFor: [expect.stringMatching(/^a timer of 600\d\d ms/)] })
  played = play(stage)
  const asleep = await hang(() => {
    keep()
    return sleep(100)
  })
  expect(asleep).toMatchObject({ waitingFor: [expect.stringMatching(/^a timer of 100 ms set at test\//)] })
})
