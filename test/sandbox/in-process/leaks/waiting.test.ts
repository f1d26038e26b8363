import { describe, expect, test, vi } from 'vitest'
import type { PromiseNode } from '../../../../src/effects/promises/promise-node.js'
import { framesOf } from '../../../../src/sandbox/in-process/leaks/frames.js'
import { Trail } from '../../../../src/sandbox/in-process/leaks/trail.js'
import { isDouble, Waiting } from '../../../../src/sandbox/in-process/leaks/waiting.js'
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

describe('a test double', () => {
  const frame = (file: string, name = 'invoke'): boolean =>
    isDouble({ file, name, called: name, owner: 'package', awaiting: false, key: file, site: {} as NodeJS.CallSite })

  test.each([
    ['/app/node_modules/sinon/lib/stub.js', true],
    ['file:///app/node_modules/@vitest/spy/dist/index.js', true],
    ['C:\\app\\node_modules\\aws-sdk-client-mock\\index.js', true],
    ['/app/node_modules/pg/lib/client.js', false],
    ['/app/src/sinon.ts', false],
  ])('is recognised by its file: %s', (file, expected) => {
    expect(frame(file)).toBe(expected)
  })

  test('of Vitest is in a chunk of Vitest, which has other functions as well', () => {
    const chunk = '/app/node_modules/vitest/dist/chunks/index.js'
    expect([frame(chunk, 'Mock'), frame(chunk, 'runTest')]).toEqual([true, false])
    expect(frame('/app/node_modules/vitest/dist/chunks/spy.BO0hTE3G.js', 'save')).toBe(true)
  })
})
