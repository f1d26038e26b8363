import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noCoverage } from '../../../src/sandbox/thread/coverage.js'
import { Program } from '../../../src/sandbox/thread/program.js'
import type { Thread, ThreadMake } from '../../../src/sandbox/thread/thread.js'
import { Threads } from '../../../src/sandbox/thread/threads.js'

/** Threads that boot, and answer every order. */
const source = `
  import { parentPort, workerData } from 'node:worker_threads'
  workerData.orders.on('message', () => parentPort.postMessage({ kind: 'answer', sight: { leftovers: [] } }))
  parentPort.postMessage({ kind: 'booted' })`

const make: ThreadMake = {
  entry: new URL(`data:text/javascript,${encodeURIComponent(source)}`),
  program: new Program(fileURLToPath(import.meta.url), undefined),
  moduleRunner: '',
  compileCache: undefined,
  countedBy: undefined,
  debugged: () => false,
  ask: async () => undefined,
}

const code = { kind: 'module', id: 'src/orders', importer: '/app/orders.test.ts', exportPath: 'handler' } as const

/** Uses a thread as a cold start does. */
const start = (thread: Thread): Promise<unknown> => thread.order({ verb: 'leave' }, { told: () => undefined })

let born = 0
let next: (() => void) | undefined
const count = (): void => {
  born++
  next?.()
}
/** Resolves when that many threads were born in all. */
const births = (wanted: number): Promise<void> =>
  new Promise((resolve) => {
    next = () => born >= wanted && resolve()
    next()
  })

let threads: Threads
beforeEach(() => {
  born = 0
  subscribe('worker_threads', count)
  threads = new Threads(make)
})
afterEach(async () => {
  next = undefined
  unsubscribe('worker_threads', count)
  await threads.end()
})

describe('the threads of a test file', () => {
  test('are made when they are needed: the first one has no spare', async () => {
    await start(threads.take(128, code))
    await new Promise((resolve) => setImmediate(resolve))
    expect(born).toBe(1)
  })

  test('boot one as soon as a function is declared that is going to need it, one for all of a size', async () => {
    threads.expect(128, code)
    threads.expect(128, code)
    threads.expect(256, code)
    expect(born).toBe(2)
    await start(threads.take(128, code))
    await new Promise((resolve) => setImmediate(resolve))
    expect(born).toBe(2)
  })

  test('have a spare from the second one of a size on', async () => {
    const first = threads.take(128, code)
    const second = threads.take(128, code)
    await Promise.all([first, second].map(start))
    await births(3)
    const third = threads.take(128, code)
    expect(born).toBe(3)
    expect(new Set([first, second, third]).size).toBe(3)
  })

  test('leave the machine to one that starts: its successor is booted after that', async () => {
    threads.take(128, code)
    const second = threads.take(128, code)
    await second.booted
    await new Promise((resolve) => setImmediate(resolve))
    expect(born).toBe(2)
    await start(second)
    await births(3)
  })

  test('have what they are going to ask for made ready while they boot', async () => {
    const asked: unknown[] = []
    const asking = new Threads({
      ...make,
      ask: async (question) => {
        asked.push(question)
        return question.name === 'locate' ? '/app/src/orders.ts' : undefined
      },
    })
    await asking.take(128, code).booted
    await asking.end()
    expect(asked).toEqual([
      { name: 'locate', id: 'src/orders', importer: '/app/orders.test.ts' },
      { name: 'graph', url: '/app/src/orders.ts' },
    ])
  })

  test('are told what they are going to run, with all that it imports', async () => {
    const remembering = `
      import { parentPort, workerData } from 'node:worker_threads'
      const all = []
      workerData.orders.on('message', (order) => {
        all.push(order)
        if (order.verb === 'leave') parentPort.postMessage({ kind: 'answer', value: all, sight: { leftovers: [] } })
      })
      parentPort.postMessage({ kind: 'booted' })`
    const graph = [['/app/src/orders.ts', { externalize: 'file:///orders.cjs', type: 'commonjs' }]]
    const foreseeing = new Threads({
      ...make,
      entry: new URL(`data:text/javascript,${encodeURIComponent(remembering)}`),
      ask: async ({ name }) => (name === 'locate' ? '/app/src/orders.ts' : graph),
    })
    const thread = foreseeing.take(128, code)
    await thread.booted
    const { id, importer } = code
    expect(await start(thread)).toMatchObject({
      value: [{ verb: 'foresee', code: { id, importer }, url: '/app/src/orders.ts', graph }, { verb: 'leave' }],
    })
    await foreseeing.end()
  })

  test('tell what a function imports, and nothing where its module is not found', async () => {
    const graph = [['/app/src/orders.ts', { externalize: 'file:///orders.cjs', type: 'commonjs' }]]
    const told = async (url: string | undefined): Promise<unknown> => {
      const asking = new Threads({ ...make, ask: async ({ name }) => (name === 'locate' ? url : graph) })
      return asking.graphOf(code)
    }
    expect(await told('/app/src/orders.ts')).toEqual(graph)
    expect(await told(undefined)).toEqual([])
    const refusing = new Threads({ ...make, ask: async () => Promise.reject(new Error('closed')) })
    expect(await refusing.graphOf(code)).toEqual([])
    expect(born).toBe(0)
  })

  test('are told when a function is declared, if they were booted before that', async () => {
    const asked: unknown[] = []
    const asking = new Threads({ ...make, ask: async (question) => void asked.push(question) })
    asking.expect(128)
    expect([born, asked]).toEqual([1, []])
    asking.expect(128, code)
    asking.expect(128, { ...code, id: 'src/another' })
    expect(born).toBe(1)
    expect(asked).toEqual([{ name: 'locate', id: 'src/orders', importer: '/app/orders.test.ts' }])
    await asking.end()
  })

  test('are told of what cannot be found when they ask for it themselves', async () => {
    const asking = new Threads({ ...make, ask: () => Promise.reject(new Error('there is none')) })
    await expect(asking.take(128, code).booted).resolves.toBeUndefined()
    await asking.end()
  })

  test('are told apart by their memory, which none of them can change', async () => {
    const both = [threads.take(128, code), threads.take(256, code)]
    await Promise.all(both.map(start))
    await new Promise((resolve) => setImmediate(resolve))
    expect(born).toBe(2)
  })

  test('have no spare that has ended before it was needed', async () => {
    await start(threads.take(128, code))
    await start(threads.take(128, code))
    await births(3)
    const spare = threads.take(128, code)
    await start(spare)
    await births(4)
    await spare.end()
    const fresh = threads.take(128, code)
    await expect(fresh.booted).resolves.toBeUndefined()
  })

  test('say how many there are when there is no room for another, and what to do', async () => {
    const entries = [source, source, "throw new Error('EMFILE: too many open files')"]
    const full = new Threads({
      ...make,
      get entry() {
        return new URL(`data:text/javascript,${encodeURIComponent(entries.shift() ?? '')}`)
      },
    })
    const taken = [full.take(128, code), full.take(128, code)]
    await Promise.all(taken.map(({ booted }) => booted))
    await expect(full.take(128, code).booted).rejects.toThrow(
      /: EMFILE: too many open files\.\n\n.*; others that are there or starting: 2\. /,
    )
    await full.end()
  })

  test('end with the file, also those that something still runs in', async () => {
    const taken = [threads.take(128, code), threads.take(128, code), threads.take(128, code)]
    await Promise.all(taken.map((thread) => thread.booted))
    await threads.end()
    await Promise.all(taken.map((thread) => thread.ended))
    const before = born
    await new Promise((resolve) => setImmediate(resolve))
    expect(born).toBe(before)
  })

  test('have run nothing that anybody counts, if nobody does', () => {
    expect(threads.counts).toBe(false)
    expect(threads.coverage).toEqual(noCoverage)
  })
})
