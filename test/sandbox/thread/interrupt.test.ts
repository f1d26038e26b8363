// Looking into real threads, which do nothing but loop.

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { bytesNeeded, GLIMPSE, interrupt, NEEDED } from '../../../src/sandbox/thread/interrupt.js'

interface Looping {
  readonly name: string
  readonly tmpBytes: number
  readonly worker: Worker
  readonly heard: unknown[]
}

/** A thread that does not give way; `glimpse` is the code that runs when it is interrupted. */
async function looping(glimpse: string): Promise<Looping> {
  const name = `lambda-${randomUUID()}`
  const code =
    `const { parentPort } = require('node:worker_threads')\n` +
    `globalThis[Symbol.for('${GLIMPSE.description}')] = () => { ${glimpse} }\n` +
    `parentPort.postMessage('looping')\n` +
    `for (;;);`
  const worker = new Worker(code, { eval: true, name, execArgv: [] })
  onTestFinished(async () => void (await worker.terminate()))
  await once(worker, 'message')
  const heard: unknown[] = []
  worker.on('message', (message) => heard.push(message))
  return { name, tmpBytes: 0, worker, heard }
}

test('a thread that loops is looked into, and hands over by its own port whatever it has', async () => {
  const thread = await looping(`parentPort.postMessage(Buffer.alloc(1e6, 7)); return 'src/orders.ts:1:2'`)
  expect(await interrupt(thread)).toBe('src/orders.ts:1:2')
  await thread.worker.terminate()
  expect(thread.heard).toEqual([new Uint8Array(1e6).fill(7)])
})

test('only the thread that is meant is looked into', async () => {
  const [one, other] = await Promise.all([looping(`return 'one'`), looping(`return 'other'`)])
  expect(await interrupt(other)).toBe('other')
  expect(await interrupt(one)).toBe('one')
})

test.each(['return undefined', `throw new Error('nothing to see')`, 'return { a: 1 }'])(
  'a thread is at no place that says none: %s',
  async (glimpse) => {
    expect(await interrupt(await looping(glimpse))).toBeUndefined()
  },
)

test('nobody waits for a thread that is not there', async () => {
  await looping(`return 'another'`)
  expect(await interrupt({ name: 'lambda-of-yesterday', tmpBytes: 0 })).toBeUndefined()
})

test.each(['for (;;);', `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`])(
  'a thread tells what it needs, whether it loops or is frozen: %s',
  async (rest) => {
    const name = `lambda-${randomUUID()}`
    const code =
      `globalThis[Symbol.for('${NEEDED.description}')] = () => 42\n` +
      `require('node:worker_threads').parentPort.postMessage('there')\n${rest}`
    const worker = new Worker(code, { eval: true, name, execArgv: [] })
    onTestFinished(async () => void (await worker.terminate()))
    await once(worker, 'message')
    expect(await bytesNeeded({ name, tmpBytes: 0 })).toBe(42)
  },
)
