/* oxlint-disable unicorn/require-post-message-target-origin -- that argument is for windows */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { refd } from '../../../src/effects/work/handles.js'
import { busy, createWork, describe as inWords } from '../../../src/effects/work/work.js'
import { environment, turns } from './environment.js'

const ECHO = `const { parentPort } = require('node:worker_threads')
parentPort.on('message', (message) => message === 'end' ? parentPort.close() : parentPort.postMessage(message))`

test('a worker thread is under way until it has exited', async () => {
  using env = environment()
  const worker = env.run(() => new Worker('0', { eval: true }))
  expect(inWords(env.state)).toEqual([`worker thread ${worker.threadId}`])
  expect(refd(env.state)).toContain(`worker thread ${worker.threadId}`)
  await once(worker, 'exit')
  expect([busy(env.state), refd(env.state)]).toEqual([0, []])
})

test('a worker thread is under way between messages as well: whether it computes cannot be told', async () => {
  using env = environment()
  const worker = env.run(() => new Worker(ECHO, { eval: true }))
  worker.postMessage('ping')
  await once(worker, 'message')
  expect(busy(env.state)).toBe(1)
  worker.postMessage('end')
  await once(worker, 'exit')
  expect(busy(env.state)).toBe(0)
})

test('a worker thread that was unref’d, as pools do with theirs, is idle', async () => {
  using env = environment()
  const worker = env.run(() => new Worker(ECHO, { eval: true }))
  worker.unref()
  expect([busy(env.state), refd(env.state)]).toEqual([0, []])
  worker.ref()
  expect(busy(env.state)).toBe(1)
  await worker.terminate()
  await turns(1)
  expect(busy(env.state)).toBe(0)
})

test('a worker thread counts for the environment that started it', async () => {
  using env = environment()
  const other = createWork()
  const worker = env.run(() => new Worker(ECHO, { eval: true }))
  env.runIn(other, () => worker.postMessage('ping'))
  expect([busy(env.state), busy(other)]).toEqual([1, 0])
  await worker.terminate()
})

test('worker threads of the test itself are not counted', async () => {
  using env = environment()
  const worker = new Worker('0', { eval: true })
  expect(env.state.changes).toBe(0)
  await once(worker, 'exit')
})
