import { readFile } from 'node:fs/promises'
import { MessageChannel } from 'node:worker_threads'
import { createGzip } from 'node:zlib'
import { expect, test } from 'vitest'
import { trackNativeWork } from '../../../src/effects/work/native-work.js'
import { handleOf } from '../../../src/effects/work/node-internals.js'
import { busy, createWork } from '../../../src/effects/work/work.js'

test('requests and handles begin in the current state, and only until the undo', async () => {
  const state = createWork()
  const undo = trackNativeWork(
    () => state,
    () => undefined,
  )
  const reading = readFile(import.meta.filename)
  const { port1 } = new MessageChannel()
  expect([busy(state), state.pieces.size]).toEqual([1, 3])
  port1.close()
  await reading
  undo()
  const before = state.changes
  await readFile(import.meta.filename)
  expect(state.changes).toBe(before)
})

test('the handle of each compression stream is reported, whoever makes it, and only until the undo', () => {
  const handles: object[] = []
  const undo = trackNativeWork(
    () => undefined,
    (handle) => void handles.push(handle),
  )
  const stream = createGzip()
  expect(handles).toEqual([handleOf(stream)])
  undo()
  createGzip().destroy()
  stream.destroy()
  expect(handles).toHaveLength(1)
})

test('timers, ticks and promises are nobody’s work', async () => {
  const state = createWork()
  const undo = trackNativeWork(
    () => state,
    () => undefined,
  )
  await new Promise((resolve) => process.nextTick(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  clearTimeout(setTimeout(() => undefined, 1000))
  undo()
  expect(state.changes).toBe(0)
})
