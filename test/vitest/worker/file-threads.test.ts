import { expect, onTestFinished, test } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import { define } from '../../../src/vitest/worker/definition.js'
import { expectThread, threadsOf } from '../../../src/vitest/worker/file-threads.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

function aWorker(): Worker {
  const worker: Worker = { stage: new Stage(), ready: true, endings: new Set(), warnOnce: () => undefined }
  onTestFinished(async () => {
    for (const end of worker.endings) await end()
  })
  return worker
}

test('all functions of a test file have their threads from one place, which ends with the file', async () => {
  const worker = aWorker()
  const threads = threadsOf(worker)
  expect(threadsOf(worker)).toBe(threads)
  expect(threadsOf(aWorker())).not.toBe(threads)
  expect(worker.endings.size).toBe(1)
  for (const end of worker.endings) await end()
  expect(threadsOf(worker)).not.toBe(threads)
})

test('a function that is declared has one, unless it runs in process', () => {
  const declared = (isolation: 'thread' | 'in-process'): Worker => {
    const worker = aWorker()
    expectThread(
      worker,
      define(worker, () => import('../../journeys/functions/thread/counter.js'), { isolation }),
    )
    return worker
  }
  expect(declared('thread').threads).toBeDefined()
  expect(declared('in-process').threads).toBeUndefined()
})
