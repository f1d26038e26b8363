import { describe, expect, test, vi } from 'vitest'
import type { PromiseNode } from '../../../../src/effects/promises/promise-node.js'
import { framesOf } from '../../../../src/sandbox/in-process/leaks/frames.js'
import { Trail } from '../../../../src/sandbox/in-process/leaks/trail.js'
import { Waiting } from '../../../../src/sandbox/in-process/leaks/waiting.js'
import { instantly, traced } from '../../../effects/promises/traced.js'

async function work(): Promise<number> {
  await instantly(0)
  return 1
}

function spied(): { work: typeof work } {
  const service = { work }
  vi.spyOn(service, 'work')
  return service
}

/** Whether anybody, and whether user code, waits for the promise of the last call of `work()` in `code`. */
async function waits(code: () => unknown): Promise<readonly [boolean, boolean]> {
  const trace = await traced(code)
  const waiting = new Waiting(new Trail(), trace)
  const isWork = ({ derived, site }: PromiseNode): boolean => !derived && framesOf(site).frames[0]?.name === 'work'
  const node = [...trace.nodes].findLast(isWork) as PromiseNode
  return [waiting.isAwaited(node), waiting.isAwaitedByUser(node)]
}

describe('somebody waits for a promise', () => {
  test.each<[string, () => unknown]>([
    ['that is awaited', async () => await work()],
    ['that an async function returns', async () => work()],
    ['that a then gives back', async () => await instantly(1).then(() => work())],
    ['whose then is awaited', async () => await work().then((value) => value)],
    ['whose finally is awaited', async () => await work().finally(() => undefined)],
  ])('%s', async (_, code) => {
    expect(await waits(code)).toEqual([true, true])
  })

  test.each<[string, () => unknown]>([
    ['that is one of several in Promise.all', async () => await Promise.all([instantly(1), work()])],
    ['that is one of several in Promise.allSettled', async () => await Promise.allSettled([work()])],
  ])('%s, which is over when all have ended', async (_, code) => {
    expect(await waits(code)).toEqual([false, true])
  })
})

describe('nobody waits for a promise', () => {
  test.each<[string, () => unknown]>([
    ['that is dropped', async () => void work()],
    ['whose rejection is caught, and that is dropped', async () => void work().catch(() => undefined)],
    [
      'that goes through thens, and is dropped',
      async () =>
        void work()
          .then(() => 1)
          .then(() => 2),
    ],
    ['in a Promise.all that is dropped', async () => void Promise.all([work(), instantly(1)])],
    ['that only a mock has looked at', async () => void vi.fn(work)()],
    ['that only a spy has looked at, which has the name of its method', async () => void spied().work()],
  ])('%s', async (_, code) => {
    expect(await waits(code)).toEqual([false, false])
  })

  test('that has lost a race which was over at the answer, although somebody did', async () => {
    const loser = async (): Promise<void> => {
      for (let i = 0; i < 9; i++) await instantly(i)
    }
    const trace = await traced(async () => await Promise.race([instantly(1), loser()]))
    const waiting = new Waiting(new Trail(), trace)
    const node = [...trace.nodes].find(({ derived, site }) => !derived && framesOf(site).frames[0]?.name === 'loser')
    expect([waiting.isAwaited(node as PromiseNode), waiting.isAwaitedByUser(node as PromiseNode)]).toEqual([
      false,
      true,
    ])
  })
})
