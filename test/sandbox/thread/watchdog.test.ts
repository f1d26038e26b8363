import { afterEach, describe, expect, test } from 'vitest'
import { type Alarm, Watchdog, type Watched } from '../../../src/sandbox/thread/watchdog.js'

const MB = 1024 * 1024
const dogs = new Set<Watchdog>()
afterEach(() => {
  for (const dog of dogs) dog.end()
  dogs.clear()
})

interface Watching {
  readonly alarm: Promise<Alarm>
  readonly alarms: readonly Alarm[]
  readonly dog: Watchdog
  /** Resolves when it has looked that often. */
  looked(times: number): Promise<void>
}

/** Watches a thread that is asked for its state at each look. */
function watch(limits: { readonly ms: number; readonly bytes: number }, at: (look: number) => Partial<Seen>): Watching {
  let looks = 0
  const alarms: Alarm[] = []
  const looked = new Map<number, () => void>()
  const now = (): Seen => ({
    heartbeat: 0,
    heldMs: 0,
    cpu: undefined,
    bytes: undefined,
    needed: undefined,
    ...at(looks),
  })
  const thread: Watched = {
    get heartbeat() {
      return now().heartbeat
    },
    get heldMs() {
      return now().heldMs
    },
    cpuUsed: async () => now().cpu,
    memoryUsed: async () => {
      const { bytes } = now()
      looked.get(++looks)?.()
      return bytes
    },
    memoryNeeded: async () => now().needed,
  }
  const { promise, resolve } = Promise.withResolvers<Alarm>()
  const dog = new Watchdog(thread, limits, (what) => {
    alarms.push(what)
    resolve(what)
  })
  dogs.add(dog)
  return {
    alarm: promise,
    alarms,
    dog,
    looked: (times) => new Promise((done) => (looks >= times ? done() : looked.set(times, done))),
  }
}

interface Seen {
  readonly heartbeat: number
  readonly heldMs: number
  readonly cpu: number | undefined
  readonly bytes: number | undefined
  readonly needed: number | undefined
}

const roomy = { ms: 1e9, bytes: 1e12 }

describe('the watchdog of a thread', () => {
  test('tells of one that has computed for all of its time without giving way', async () => {
    const { alarm } = watch({ ms: 1, bytes: 1e12 }, (look) => ({ cpu: look * 10 }))
    expect(await alarm).toBe('stuck')
  })

  test('counts what the machine has given to one that computes, and not the time that this has taken', async () => {
    const { alarm, dog } = watch({ ms: 50, bytes: 1e12 }, (look) => ({ cpu: look * 5 }))
    expect(await alarm).toBe('stuck')
    expect(dog.seen.cpuMs).toBeGreaterThanOrEqual(50)
  })

  test('tells of one that is blocked, and computes nothing', async () => {
    const { alarm } = watch({ ms: 1, bytes: 1e12 }, () => ({ cpu: 0 }))
    expect(await alarm).toBe('stuck')
  })

  test('takes it for computing when one is held while it writes', async () => {
    const { alarm, dog } = watch({ ms: 30, bytes: 1e12 }, (look) => ({ cpu: look, heldMs: look * 30 }))
    expect(await alarm).toBe('stuck')
    expect(dog.seen.cpuMs).toBeLessThan(30)
  })

  test('tells of one by the time alone where Node.js does not tell of CPU time', async () => {
    const { alarm } = watch({ ms: 1, bytes: 1e12 }, () => ({}))
    expect(await alarm).toBe('stuck')
  })

  test('leaves one in peace whose event loop turns, however long it takes', async () => {
    const { alarms, looked } = watch({ ms: 0, bytes: 1e12 }, (look) => ({ heartbeat: look, cpu: look * 1000 }))
    await looked(6)
    expect(alarms).toEqual([])
  })

  test('tells of one that takes more memory than there is, once', async () => {
    const { alarm, alarms, dog } = watch({ ms: 1e9, bytes: 128 * MB }, (look) => ({ bytes: look * 100 * MB }))
    expect(await alarm).toBe('out of memory')
    expect(alarms).toHaveLength(1)
    expect(dog.seen.memoryBytes).toBe(200 * MB)
  })

  test('leaves one in peace that has only left garbage behind', async () => {
    const { alarms, dog, looked } = watch({ ms: 1e9, bytes: 100 * MB }, () => ({ bytes: 200 * MB, needed: 30 * MB }))
    await looked(5)
    expect(alarms).toEqual([])
    expect(dog.seen.memoryBytes).toBe(30 * MB)
  })

  test('remembers the most memory, and the CPU time since it began to look', async () => {
    const { dog, looked } = watch(roomy, (look) => ({ cpu: 40 + look, bytes: look === 1 ? 50 * MB : 20 * MB }))
    await looked(5)
    expect(dog.seen.memoryBytes).toBe(50 * MB)
    expect(dog.seen.cpuMs).toBeGreaterThan(0)
    expect(dog.seen.cpuMs).toBeLessThan(40)
  })

  test('gives the time for the CPU time where nothing tells', () => {
    const { dog } = watch(roomy, () => ({}))
    expect(dog.seen.cpuMs).toBeGreaterThanOrEqual(0)
    expect(dog.seen.memoryBytes).toBe(0)
  })

  test('says nothing after its end', async () => {
    const { alarms, dog, looked } = watch({ ms: 0, bytes: 1 }, (look) => ({ bytes: look === 0 ? 0 : MB }))
    const first = looked(1)
    dog.end()
    await Promise.race([first, new Promise((resolve) => setImmediate(resolve))])
    expect(alarms).toEqual([])
  })
})
