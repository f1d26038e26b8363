// A warm invocation against its floor: two JSON round trips and `await handler(event)`. Limit: 2 times the floor.

import { invoke, withLambda } from 'vitest-lambda'
import { test } from 'vitest'
import { event } from './event.js'
import { handler } from './functions/small.js'
import { Times } from './times.js'

const warm = withLambda(() => import('./functions/small.js'))

/** A round is as long as one of them is short: the machine is the same for both sides of it. */
const CALLS = 20
const ROUNDS = 8000
const WARM_UP = 1000
const LIMIT = 2

test('a warm invocation with a 1.5 KB event', async () => {
  const sides = {
    floor: async () => {
      JSON.parse(JSON.stringify(await handler(JSON.parse(JSON.stringify(event)))))
    },
    warm: async () => {
      await invoke(warm, event)
    },
  }
  const times = new Times()
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [what, call] of Object.entries(sides)) {
      const startedAt = performance.now()
      for (let n = 0; n < CALLS; n++) await call()
      times.add(round, what, (performance.now() - startedAt) / CALLS)
    }
  }
  const ratio = times.median('warm') / times.median('floor')
  const verdict = ratio <= LIMIT ? 'within' : 'MISSED'
  console.log(
    `warm invocation / floor: ${ratio.toFixed(2)} (${times.inWords('warm', 'floor')}), limit ${LIMIT}: ${verdict}; least ${(times.least('warm') / times.least('floor')).toFixed(2)}`,
  )
})
