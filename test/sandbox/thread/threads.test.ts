import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noCoverage } from '../../../src/sandbox/thread/coverage.js'
import type { ThreadMake } from '../../../src/sandbox/thread/thread.js'
import { Threads } from '../../../src/sandbox/thread/threads.js'

/** Threads that boot and wait for ever. */
const make: ThreadMake = {
  entry: new URL(
    `data:text/javascript,import{parentPort as p}from'node:worker_threads';p.on('message',()=>0);p.postMessage({kind:'booted'})`,
  ),
  moduleRunner: '',
  compileCache: undefined,
  countedBy: undefined,
  colors: false,
  debugged: () => false,
  ask: async () => undefined,
}

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
    await threads.take(128).booted
    await new Promise((resolve) => setImmediate(resolve))
    expect(born).toBe(1)
  })

  test('have a spare from the second one of a size on', async () => {
    const first = threads.take(128)
    const second = threads.take(128)
    await births(3)
    const third = threads.take(128)
    expect(born).toBe(3)
    expect(new Set([first, second, third]).size).toBe(3)
  })

  test('are told apart by their memory, which none of them can change', async () => {
    const both = [threads.take(128), threads.take(256)]
    await Promise.all(both.map((thread) => thread.booted))
    await new Promise((resolve) => setImmediate(resolve))
    expect(born).toBe(2)
  })

  test('have no spare that has ended before it was needed', async () => {
    threads.take(128)
    threads.take(128)
    await births(3)
    const spare = threads.take(128)
    await births(4)
    await spare.end()
    const fresh = threads.take(128)
    await expect(fresh.booted).resolves.toBeUndefined()
  })

  test('end with the file, also those that something still runs in', async () => {
    const taken = [threads.take(128), threads.take(128), threads.take(128)]
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
