import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, test } from 'vitest'
import { FileWork } from '../../../src/effects/files/file-work.js'

/** Lets everything that is due happen. */
async function turns(count = 3): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

describe('file work', () => {
  test('runs a turn of the loop later, in the order it was asked for, and is counted until then', async () => {
    const work = new FileWork()
    const done: number[] = []
    for (const n of [1, 2, 3]) void work.perform(() => done.push(n))
    await Promise.resolve()
    expect([work.pending, done]).toEqual([3, []])
    await turns()
    expect([work.pending, done]).toEqual([0, [1, 2, 3]])
  })

  test('waits while frozen, and runs after the thaw in order, each in its own context [FRZ-4]', async () => {
    const work = new FileWork()
    const context = new AsyncLocalStorage<string>()
    const done: unknown[] = []
    for (const name of ['first', 'second'])
      context.run(name, () => void work.perform(() => done.push(context.getStore())))
    work.freeze()
    await turns()
    expect([work.pending, done]).toEqual([2, []])
    work.thaw()
    expect(done).toEqual([])
    await turns()
    expect([work.pending, done]).toEqual([0, ['first', 'second']])
  })

  test('survives a second freeze before it could run', async () => {
    const work = new FileWork()
    const done: string[] = []
    void work.perform(() => done.push('late'))
    work.freeze()
    await turns()
    work.thaw()
    work.freeze()
    await turns()
    expect(done).toEqual([])
    work.thaw()
    await turns()
    expect(done).toEqual(['late'])
  })

  test('is forgotten with its process, frozen or not, and nothing is done for it any more [RST-1]', async () => {
    const work = new FileWork()
    const done: string[] = []
    void work.perform(() => done.push('lost'))
    work.freeze()
    await turns()
    void work.perform(() => done.push('also lost'))
    work.end()
    expect(work.pending).toBe(0)
    void work.perform(() => done.push('asked for by what is left of its code'))
    work.thaw()
    await turns()
    expect([work.pending, work.idle, done]).toEqual([0, true, []])
  })

  test('gives a promise for what it comes to', async () => {
    const work = new FileWork()
    let resolved = false
    const result = work.perform(() => 'read').finally(() => (resolved = true))
    await Promise.resolve()
    expect(resolved).toBe(false)
    await expect(result).resolves.toBe('read')
    const fails = (): never => {
      throw new Error('refused')
    }
    await expect(work.perform(fails)).rejects.toThrow('refused')
    await expect(work.perform(async () => fails())).rejects.toThrow('refused')
  })

  test('is done in the turn of the answer, and the code goes on after the thaw, in its own context [FRZ-1, FRZ-10]', async () => {
    const work = new FileWork()
    const context = new AsyncLocalStorage<string>()
    const done: unknown[] = []
    context.run('asked', () => work.defer(() => (done.push('done'), () => done.push(context.getStore()))))
    work.answered()
    await turns()
    expect([work.pending, done]).toEqual([1, ['done']])
    work.freeze()
    work.thaw()
    await turns()
    expect([work.pending, done]).toEqual([0, ['done', 'asked']])
  })

  test('that fails behind the answer is nobody’s unhandled rejection until the thaw', async () => {
    const work = new FileWork()
    const failed = work.perform(async () => Promise.reject(new Error('refused')))
    work.answered()
    await turns()
    work.freeze()
    work.thaw()
    await expect(failed).rejects.toThrow('refused')
  })

  test('lets an exception go where exceptions of callbacks go, and keeps counting right', async () => {
    const work = new FileWork()
    const listeners = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    const caught = new Promise((resolve) => process.once('uncaughtException', resolve))
    work.defer(() => () => {
      throw new Error('of the user')
    })
    try {
      expect(await caught).toEqual(new Error('of the user'))
      expect(work.pending).toBe(0)
    } finally {
      for (const listener of listeners) process.on('uncaughtException', listener)
    }
  })
})
