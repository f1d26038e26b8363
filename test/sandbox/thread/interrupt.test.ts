// Looking into real threads, which do nothing but loop.

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { type Glimpse, GLIMPSE, interrupt, writeGlimpse } from '../../../src/sandbox/thread/interrupt.js'
import { noCoverage } from '../../../src/sandbox/thread/coverage.js'

/** A thread that does not give way, and the glimpse that it gives. */
async function looping(glimpse: string | undefined): Promise<string> {
  const name = `lambda-${randomUUID()}`
  const code =
    `const { parentPort, workerData } = require('node:worker_threads')\n` +
    `globalThis[Symbol.for('${GLIMPSE.description}')] = () => workerData\n` +
    `parentPort.postMessage('looping')\n` +
    `for (;;);`
  const worker = new Worker(code, { eval: true, workerData: glimpse, name, execArgv: [] })
  onTestFinished(async () => void (await worker.terminate()))
  await once(worker, 'message')
  return name
}

test('a thread that loops is looked into, and gives its files byte by byte', async () => {
  const attributes = { path: '/tmp/a', mode: 0o644 }
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  const given: Glimpse = {
    at: 'src/orders.ts:1:2',
    files: [
      { ...attributes, kind: 'directory' },
      { ...attributes, kind: 'file', bytes },
    ],
    coverage: noCoverage,
  }
  const glimpse = await interrupt(await looping(writeGlimpse(given)))
  expect(glimpse?.at).toBe('src/orders.ts:1:2')
  expect(glimpse?.files.map(({ kind }) => kind)).toEqual(['directory', 'file'])
  const [, file] = glimpse?.files ?? []
  expect(file?.kind === 'file' && [...file.bytes]).toEqual([...bytes])
})

test('only the thread that is meant is looked into', async () => {
  const glimpse = (at: string): string => writeGlimpse({ at, files: [], coverage: noCoverage })
  const names = await Promise.all([looping(glimpse('one')), looping(glimpse('other'))])
  expect((await interrupt(names[1]))?.at).toBe('other')
  expect((await interrupt(names[0]))?.at).toBe('one')
})

test('nothing comes of a thread that has nothing to show', async () => {
  expect(await interrupt(await looping(undefined))).toBeUndefined()
})
