// A warm invocation against its floor: two JSON round trips and `await handler(event)`. Limit: 2 times the floor.

import { invoke, withLambda } from 'vitest-lambda'
import { test } from 'vitest'
import { event } from './event.js'
import { handler } from './functions/small.js'
import { compare, report } from './report.js'

const warm = withLambda(() => import('./functions/small.js'))

/** A round is as long as one of them is short: the machine is the same for both sides of it. */
const ROUNDS = { warmUp: 1000, rounds: 8000, calls: 20 }
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
  const times = await compare(sides, ROUNDS)
  report('warm invocation / floor', times, ['warm', 'floor'], LIMIT)
})
