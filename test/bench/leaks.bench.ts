// What it costs to look for leaks: `leaks: 'on'` against `'off'`. Limit: one floor for each warm invocation.

import { loader, withLambda } from 'vitest-lambda'
import { afterAll, test, vi } from 'vitest'
import { event } from './event.js'
import { handler as calling } from './functions/calling.js'
import { handler as small } from './functions/small.js'
import { Graphs } from './graphs.js'
import { Times } from './times.js'

const LIMIT = 1
const [WARM_ROUNDS, COLD_ROUNDS] = [60, 200]

/** Spans of the life of an environment, and how many invocations they are. */
const SPANS = { 'invocation 2': 1, 'invocations 3 to 32': 30, 'later invocations': 500 }

type Handler = (input: typeof event) => Promise<unknown>

const functions: Record<string, { code: () => Promise<{ handler: Handler }>; handler: Handler }> = {
  small: { code: () => import('./functions/small.js'), handler: small },
  calling: { code: () => import('./functions/calling.js'), handler: calling },
}

const graphs = new Graphs('leaks', [1, 50])
afterAll(() => graphs.remove())

test.for(Object.entries(functions))('warm invocations: %s', async ([name, { code, handler }]) => {
  const modes = { on: withLambda(code), off: withLambda(code, { leaks: 'off' }) }
  const times = new Times()
  for (let round = -5; round < WARM_ROUNDS; round++) {
    for (const [mode, lambda] of alternating(round, modes)) {
      await lambda.invoke(event)
      for (const [span, count] of Object.entries(SPANS)) {
        times.add(round, `${mode} ${span}`, await each(count, () => lambda.invoke(event)))
      }
      // V8 tells of promises while an environment lives that looks for leaks: nobody else is to pay for that here.
      await lambda.recycle()
    }
    const floor = (): Promise<unknown> => handler(JSON.parse(JSON.stringify(event)) as typeof event)
    times.add(round, 'floor', await each(500, async () => void JSON.parse(JSON.stringify(await floor()))))
  }
  for (const span of Object.keys(SPANS)) {
    const ratio = (times.median(`on ${span}`) - times.median(`off ${span}`)) / times.median('floor')
    const parts = times.inWords(`on ${span}`, `off ${span}`, 'floor')
    const verdict = span === 'invocation 2' ? '' : `, limit ${LIMIT}: ${ratio <= LIMIT ? 'within' : 'MISSED'}`
    console.log(`looking for leaks adds to ${span} (${name}): ${ratio.toFixed(2)} floors (${parts})${verdict}`)
  }
})

test.for(graphs.sizes)('a cold start of %i modules', async (size) => {
  const load = graphs.loader(size)
  const modes = { on: withLambda(loader(load)), off: withLambda(loader(load), { leaks: 'off' }) }
  const times = new Times()
  for (let round = -20; round < COLD_ROUNDS; round++) {
    for (const [mode, lambda] of alternating(round, modes)) {
      times.add(round, mode, await each(1, () => lambda.invoke()))
      await lambda.recycle()
    }
    const reset = async (): Promise<void> => {
      vi.resetModules()
      await (await load()).handler()
    }
    times.add(round, 'reset', await each(1, reset))
  }
  const [on, off] = ['on', 'off'].map((mode) => (times.median(mode) / times.median('reset')).toFixed(2))
  const parts = times.inWords('on', 'off', 'reset')
  console.log(`a cold start of ${size} modules / reset and import: ${on} with leaks, ${off} without (${parts})`)
})

/** The milliseconds of each of `count` runs. */
async function each(count: number, run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  for (let i = 0; i < count; i++) await run()
  return (performance.now() - startedAt) / count
}

/** Who comes first pays for what the machine still has to do. */
function alternating<Each>(round: number, them: Record<string, Each>): [string, Each][] {
  const entries = Object.entries(them)
  return round % 2 === 0 ? entries : entries.toReversed()
}
