import { describe, expect, test } from 'vitest'
import type { PromiseNode } from '../../../../src/effects/promises/promise-node.js'
import { Returning } from '../../../../src/sandbox/in-process/leaks/returning.js'
import { Trail } from '../../../../src/sandbox/in-process/leaks/trail.js'
import { Waiting } from '../../../../src/sandbox/in-process/leaks/waiting.js'
import { instantly, traced } from '../../../effects/promises/traced.js'

type Question = 'calledBack' | 'isFellow' | 'isEmptyTurn'

const FUNCTIONS: readonly string[] = ['guard', 'worker', 'supervisor', 'store', 'next']

/** The calls of those functions in `code` of which that is true, in the order in which they were made. */
async function those(question: Question, code: () => unknown): Promise<string[]> {
  const trace = await traced(code)
  const trail = new Trail()
  const returning = new Returning(trace, trail, new Waiting(trail, trace))
  const nameOf = (node: PromiseNode): string => trail.frames(node)[0]?.name ?? ''
  const calls = [...trace.nodes].filter((node) => !node.derived && FUNCTIONS.includes(nameOf(node)))
  return calls.filter((node) => returning[question](node)).map(nameOf)
}

async function pause(ticks: number): Promise<void> {
  for (let tick = 0; tick < ticks; tick++) await instantly(tick)
}

/** The last one of two workers gives the answer; a guard around each of them takes longer to return. */
const pool = (): Promise<string> =>
  new Promise((resolve) => {
    let left = 2
    const worker = async (): Promise<void> => {
      await pause(1)
      if (--left === 0) resolve('answer')
    }
    const guard = async (): Promise<void> => await worker()
    void guard()
    void guard()
  })

describe('calledBack()', () => {
  test('is true of the function that resolves what the handler returns, and of those that await it', async () => {
    expect(await those('calledBack', pool)).toEqual(['guard', 'worker'])
  })

  test('is true where the handler awaits what is resolved', async () => {
    expect(await those('calledBack', async () => `the ${await pool()}`)).toEqual(['guard', 'worker'])
  })

  test('is false of a function that goes on with a call of its own', async () => {
    const handler = (): Promise<string> =>
      new Promise((resolve) => {
        const worker = async (): Promise<void> => {
          await pause(1)
          resolve('answer')
          await pause(2)
        }
        void worker()
      })
    expect(await those('calledBack', handler)).toEqual([])
  })

  test('is false of a function that has nothing to do with the answer', async () => {
    const store = async (): Promise<void> => await pause(3)
    const handler = async (): Promise<void> => {
      void store()
      await instantly(1)
    }
    expect(await those('calledBack', handler)).toEqual([])
  })
})

describe('isFellow()', () => {
  test('is true of all workers of a pool, of which one has given the answer', async () => {
    expect(await those('isFellow', pool)).toEqual(['guard', 'worker', 'guard', 'worker'])
  })

  test('is true of what waits for workers last', async () => {
    const handler = (): Promise<string> =>
      new Promise((resolve) => {
        const worker = async (item: number): Promise<void> => {
          await pause(1)
          if (item === 1) resolve('answer')
        }
        const supervisor = async (): Promise<void> => await worker(2)
        void worker(1)
        void supervisor()
      })
    expect(await those('isFellow', handler)).toEqual(['worker', 'supervisor', 'worker'])
  })

  test('is false where the function that gave the answer is awaited: others of it are calls like any', async () => {
    const store = async (ticks: number): Promise<number> => {
      await pause(ticks)
      return ticks
    }
    const handler = async (): Promise<number> => {
      void store(9)
      return await store(1)
    }
    expect(await those('isFellow', handler)).toEqual([])
  })
})

describe('isEmptyTurn()', () => {
  test('is true of a last call of the function that gave the answer, which ends at once', async () => {
    const handler = (): Promise<string> =>
      new Promise((resolve) => {
        let left = 2
        const next = async (): Promise<void> => {
          if (left === 0) return
          await pause(1)
          if (--left === 0) resolve('answer')
          await next()
        }
        void next()
      })
    expect(await those('isEmptyTurn', handler)).toEqual(['next'])
  })

  test('is false of other functions that end at once', async () => {
    const store = async (): Promise<void> => undefined
    const handler = (): Promise<string> =>
      new Promise((resolve) => {
        const worker = async (): Promise<void> => {
          await pause(1)
          resolve('answer')
          await store()
        }
        void worker()
      })
    expect(await those('isEmptyTurn', handler)).toEqual([])
  })
})
