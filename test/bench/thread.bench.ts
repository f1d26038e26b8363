// Threads: a cold start of 50 modules, limit 60 ms right after withLambda(), 10 ms where one is booted ahead, as for every
// function that was declared a moment before; a warm invocation, limit 100 µs. What a thread of Node.js takes stands beside.

import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { invoke, type Lambda, withLambda } from 'vitest-lambda'
import { afterAll, test } from 'vitest'
import { event } from './event.js'
import { Graphs } from './graphs.js'
import { Times } from './times.js'

const SIZE = 50
const ROUNDS = 10
const WARM_UP = 2
/** A thread is booted ahead within this time. */
const AHEAD_MS = 1000
const INVOCATIONS = 5000

const graphs = new Graphs('thread', [SIZE])
afterAll(() => graphs.remove())

test(`a cold start of ${SIZE} modules`, async () => {
  const times = new Times()
  const timed = async (round: number, what: string, run: () => Promise<unknown>): Promise<void> => {
    const before = performance.now()
    await run()
    times.add(round, what, performance.now() - before)
  }
  const ahead = graph(1024)
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    await sleep(AHEAD_MS)
    await timed(round, 'thread of Node.js', bareThread)
    // No thread of this size was needed before, so none has booted.
    const lambda = graph(256 + round)
    await timed(round, 'cold start', () => lambda.invoke())
    await lambda.recycle()
    await ahead.recycle()
    await sleep(AHEAD_MS)
    await timed(round, 'cold start, booted ahead', () => ahead.invoke())
  }
  console.log(times.inWords('thread of Node.js', 'cold start', 'cold start, booted ahead'))
  tell(times, 'cold start', 60)
  tell(times, 'cold start, booted ahead', 10)
})

test('a warm invocation with a 1.5 KB event', async () => {
  const times = new Times()
  const lambda = withLambda('test/bench/functions/small.handler', { isolation: 'thread' })
  for (let i = -INVOCATIONS; i < INVOCATIONS; i++) {
    const before = performance.now()
    await invoke(lambda, event)
    times.add(i, 'warm invocation', performance.now() - before)
  }
  tell(times, 'warm invocation', 0.1)
})

function graph(memorySize: number): Lambda {
  return withLambda(`test/bench/functions/graphs/thread/${SIZE}/index.handler`, { isolation: 'thread', memorySize })
}

/** What any thread takes at least. */
async function bareThread(): Promise<void> {
  const worker = new Worker('', { eval: true, execArgv: [], env: {} })
  await once(worker, 'exit')
}

function tell(times: Times, what: string, limitMs: number): void {
  const ms = times.median(what)
  const verdict = ms <= limitMs ? 'within' : 'MISSED'
  console.log(
    `${what} in a thread: ${ms.toFixed(2)} ms (least ${times.least(what).toFixed(2)}), limit ${limitMs}: ${verdict}`,
  )
}
