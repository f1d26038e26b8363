// What pools and queues work off, and the check that whoever waits for all of it leaves nothing behind.

import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'

/** One job, of one item. */
export type Job = (item: string) => Promise<unknown>
/** Works off all of `ITEMS`. */
export type Pool = (job: Job) => Promise<unknown>

export const ITEMS: readonly string[] = ['book', 'lamp', 'pen', 'ink', 'chair']
const INVOCATIONS = 3

const ticks = async (count: number): Promise<void> => {
  for (let tick = 0; tick < count; tick++) await undefined
}

/** Jobs that end sooner or later. */
const JOBS: Readonly<Record<string, () => Job>> = {
  'a mock': () => vi.fn<Job>().mockResolvedValue({}),
  'an async mock': () => vi.fn<Job>(async () => ({})),
  'a function that ends at once': () => async (item) => item.length,
  'a few ticks': () => async (item) => ticks(item.length),
  'three ticks each': () => async () => ticks(3),
  'a timer': () => () => pause(5),
  'timers of all lengths': () => (item) => pause(20 - item.length),
  'a turn': () => async () => turn(),
}

/** Each pool with each kind of job, in a handler that awaits it, one that returns it, and one that chains. */
export function raiseNoAlarm(pools: Readonly<Record<string, Pool>>): void {
  describe.each(Object.entries(JOBS))('jobs: %s', (_, job) => {
    test.for(Object.entries(pools))('no leak: %s', async ([, pool]) => {
      const work = job()
      const awaiting = withLambda(async () => void (await pool(work)), { console: 'silent' })
      const returning = withLambda(() => pool(work), { console: 'silent' })
      const chaining = withLambda(() => pool(work).then(String), { console: 'silent' })
      for (let count = 0; count < INVOCATIONS; count++) {
        for (const lambda of [awaiting, returning, chaining]) {
          expect((await lambda.invoke({})).record.leaks).toEqual([])
        }
      }
    })
  })
}

/** An async iterable. */
export async function* later(items: readonly string[]): AsyncGenerator<string> {
  for (const item of items) {
    await turn()
    yield item
  }
}
