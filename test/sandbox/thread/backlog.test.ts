import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { hostTime } from '../../../src/effects/host-time.js'
import { Backlog, backlogMemory } from '../../../src/sandbox/thread/backlog.js'

afterEach(() => vi.restoreAllMocks())

/** What is said before anybody has to hear it. */
const MOST = 250

/** Says so often, to a test in another thread that hears nothing until it is as much as there may be. */
function say(times: number): Backlog {
  const memory = backlogMemory()
  const hearing = `
    const { workerData: memory } = require('node:worker_threads')
    for (;;) {
      while (Atomics.load(memory, 0) < ${MOST});
      while (Atomics.sub(memory, 0, 1) > 1);
      Atomics.notify(memory, 0)
    }`
  const worker = new Worker(hearing, { eval: true, workerData: memory, execArgv: [] })
  onTestFinished(async () => void (await worker.terminate()))
  const backlog = new Backlog(memory)
  for (let time = 0; time < times; time++) backlog.said()
  return backlog
}

describe('the backlog of what a thread has said', () => {
  test('lets it say something that nobody has heard', () => {
    const backlog = new Backlog(backlogMemory())
    for (let time = 1; time < MOST; time++) backlog.said()
    expect(backlog.heldMs).toBe(0)
  })

  test('counts nothing that was heard', () => {
    const backlog = new Backlog(backlogMemory())
    for (let time = 0; time < 10 * MOST; time++) {
      backlog.said()
      backlog.heard()
    }
    expect(backlog.heldMs).toBe(0)
  })

  test('holds it where that is too much, until all of it is heard, and tells how long', () => {
    expect(say(4 * MOST).heldMs).toBeGreaterThan(0)
  })

  test('tells of no more than hearing takes: a test may be busy with something else', () => {
    const monotonic = vi.spyOn(hostTime, 'monotonic').mockReturnValueOnce(0).mockReturnValueOnce(60_000)
    expect(say(MOST).heldMs).toBe(50)
    expect(monotonic).toHaveBeenCalledTimes(2)
  })

  test('is heard from the other side, which lets it go on', async () => {
    const memory = backlogMemory()
    const saying = `
      const { parentPort, workerData: memory } = require('node:worker_threads')
      Atomics.store(memory, 0, 2)
      parentPort.postMessage('held')
      while (Atomics.load(memory, 0) > 0) Atomics.wait(memory, 0, 2)
      parentPort.postMessage('goes on')`
    const worker = new Worker(saying, { eval: true, workerData: memory, execArgv: [] })
    const heard: unknown[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    worker.on('exit', () => resolve())
    worker.on('message', (message) => {
      if (message === 'held') for (const backlog = new Backlog(memory); memory[0] !== 0;) backlog.heard()
      heard.push(message)
    })
    await promise
    expect(heard).toEqual(['held', 'goes on'])
  })
})
