import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { noCoverage } from '../../../src/sandbox/thread/coverage.js'
import { GLIMPSE, interrupt } from '../../../src/sandbox/thread/interrupt.js'
import type { Foresight, Question } from '../../../src/sandbox/thread/messages.js'
import { Program } from '../../../src/sandbox/thread/program.js'
import { Thread, type ThreadMake } from '../../../src/sandbox/thread/thread.js'

const alive = new Set<Thread>()
afterEach(async () => {
  await Promise.all([...alive].map((each) => each.end()))
  alive.clear()
})

/** A thread that says it has booted, and then runs `code` with each order. */
function thread(code: string, make: Partial<ThreadMake> = {}): Thread {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads'
    const tell = (told) => parentPort.postMessage(told)
    const answer = (value) => tell({ kind: 'answer', value, sight: { leftovers: [] } })
    parentPort.on('message', (aside) => globalThis.heard?.(aside))
    workerData.orders.on('message', (order) => { ${code} })
    tell({ kind: 'booted' })`
  const made = new Thread(
    {
      entry: new URL(`data:text/javascript,${encodeURIComponent(source)}`),
      program: new Program(fileURLToPath(import.meta.url), undefined),
      moduleRunner: '',
      compileCache: undefined,
      countedBy: undefined,
      debugged: () => false,
      ask: async () => undefined,
      ...make,
    },
    64,
    (error) => error,
  )
  alive.add(made)
  return made
}

const told: unknown[] = []
const listener = { told: (each: unknown): void => void told.push(each) }
afterEach(() => void told.splice(0))

describe('a thread', () => {
  test('answers an order, after all that it tells', async () => {
    const answered = await thread(`tell({ kind: 'echo', method: 'log', text: order.verb }); answer('done')`).order(
      { verb: 'leave' },
      listener,
    )
    expect(answered).toMatchObject({ value: 'done' })
    expect(told).toEqual([{ kind: 'echo', method: 'log', text: 'leave' }])
  })

  test('says with which status it has ended, then and ever after', async () => {
    const exiting = thread('process.exit(3)')
    const loss = { code: 3, outOfMemory: false, error: undefined }
    expect(await exiting.order({ verb: 'leave' }, listener)).toEqual(loss)
    expect(await exiting.order({ verb: 'leave' }, listener)).toEqual(loss)
  })

  test('says when it has used up its heap (ERR-13)', async () => {
    const loss = await thread('const all = []; for (;;) all.push(new Array(1e5).fill({}))').order(
      { verb: 'leave' },
      listener,
    )
    expect(loss).toMatchObject({ outOfMemory: true })
  })

  test('gets what it asks for, or why not', async () => {
    const asking = `globalThis.heard = (aside) => { tell({ kind: 'echo', method: 'log', text: JSON.stringify(aside) }); aside.id === 2 && answer() }
      tell({ kind: 'ask', id: 1, question: { name: 'graph', url: '/a.ts' } }); tell({ kind: 'ask', id: 2, question: { name: 'graph', url: '/b.ts' } })`
    const ask = async (question: Question): Promise<unknown> => {
      if ('url' in question && question.url === '/b.ts') throw new TypeError('there is none')
      return 'code'
    }
    await thread(asking, { ask }).order({ verb: 'leave' }, listener)
    const texts = told.map((each) => JSON.parse((each as { text: string }).text) as Record<string, unknown>)
    expect(texts).toMatchObject([
      { kind: 'reply', id: 1, value: 'code' },
      { kind: 'refusal', id: 2, error: { name: 'TypeError', message: 'there is none' } },
    ])
  })

  test('is ended at once, whatever it does, and is not heard any more', async () => {
    const looping = thread(`tell({ kind: 'echo', method: 'log', text: 'in' }); for (;;);`)
    const { promise, resolve } = Promise.withResolvers<void>()
    const lost = looping.order({ verb: 'leave' }, { told: () => resolve() })
    await promise
    await looping.end()
    expect(await lost).toMatchObject({ code: 1 })
    await expect(looping.ended).resolves.toBeUndefined()
  })

  test('is ended also while somebody looks into it who has lost patience', { timeout: 60_000 }, async () => {
    const glimpse = `globalThis[Symbol.for('${GLIMPSE.description}')]`
    const looping = thread(
      `${glimpse} = () => { tell({ kind: 'echo', text: 'looked' }); for (;;); }; tell({ kind: 'echo' }); for (;;);`,
    )
    const { promise: loops, resolve } = Promise.withResolvers<void>()
    const { promise: looked, resolve: look } = Promise.withResolvers<void>()
    const lost = looping.order({ verb: 'leave' }, { told: (each) => ('text' in each ? look() : resolve()) })
    await loops
    void interrupt(looping)
    await looked
    await looping.end()
    expect(await lost).toMatchObject({ code: 1 })
  })

  test('hands over what remains of it before it has ended', async () => {
    const remains = { files: [], coverage: noCoverage }
    const telling = thread(`tell({ kind: 'remains', remains: ${JSON.stringify(remains)} }); for (;;);`)
    void telling.order({ verb: 'leave' }, listener)
    await telling.booted
    expect(telling.remains).toBeUndefined()
    await vi.waitFor(() => expect(telling.remains).toBeDefined())
    await telling.end()
    expect(telling.remains).toEqual(remains)
  })

  test('has booted when it can take an order, and not before', async () => {
    const booting = thread('')
    expect(booting.hasBooted).toBe(false)
    await booting.booted
    expect(booting.hasBooted).toBe(true)
  })

  test('has what /tmp holds beside its memory', async () => {
    const filled = thread(`
      globalThis.held = Buffer.alloc(100_000_000)
      Atomics.store(workerData.memory, 2, 100_000)
      Atomics.store(workerData.memory, 3, 100_000)
      answer('done')`)
    await filled.order({ verb: 'leave' }, listener)
    expect(filled.tmpBytes).toBe(102_400_000)
    const bytes = await filled.memoryUsed()
    if (bytes !== undefined) expect(bytes).toBeLessThan(50_000_000)
  })

  test('is told what it is going to run, as long as it was asked for nothing', async () => {
    const foreseen = (url: string): Foresight => ({
      verb: 'foresee',
      code: { id: 'src/orders', importer: undefined },
      url,
      graph: [],
    })
    const curious = thread(
      `(globalThis.all ??= []).push(order.url); if (order.verb === 'leave') answer(globalThis.all)`,
    )
    curious.foresee(foreseen('/a.ts'))
    curious.foresee(foreseen('/b.ts'))
    const answered = curious.order({ verb: 'leave' }, listener)
    curious.foresee(foreseen('/c.ts'))
    expect(await answered).toMatchObject({ value: ['/a.ts', '/b.ts', undefined] })
    expect(await curious.order({ verb: 'leave' }, listener)).toMatchObject({
      value: ['/a.ts', '/b.ts', undefined, undefined],
    })
  })

  test('that cannot be loaded never boots', async () => {
    const missing = thread('', { entry: new URL('file:///there/is/none.js') })
    await expect(missing.booted).rejects.toThrow('Cannot find module')
  })

  test('keeps what V8 has compiled of its program for the next one', async () => {
    const program = new Program(fileURLToPath(import.meta.url), undefined)
    const first = thread(`tell({ kind: 'compiled', compiled: Buffer.from('bytecode') }); answer('done')`, { program })
    await first.order({ verb: 'leave' }, listener)
    const second = thread(`answer(Buffer.from(workerData.program.compiled).toString())`, { program })
    expect(await second.order({ verb: 'leave' }, listener)).toMatchObject({ value: 'bytecode' })
  })

  test('tells of its memory, and of its CPU time, where Node.js does', async () => {
    const idle = thread('')
    await idle.booted
    const [bytes, cpu] = [await idle.memoryUsed(), await idle.cpuUsed()]
    for (const figure of [bytes, cpu]) if (figure !== undefined) expect(figure).toBeGreaterThan(0)
    await idle.end()
  })
})
