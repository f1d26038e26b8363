// Does what no function under test survives in the process of the test.

import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

let invocations = 0
let ticks = 0

const deeds: Record<string, (event: { readonly url?: string }) => unknown> = {
  count: () => invocations,
  spin: () => {
    writeFileSync('/tmp/before-the-loop', 'written')
    for (;;);
  },
  never: () => new Promise(() => undefined),
  sleep: () => sleep(600_000).then(() => 'slept'),
  exit: () => process.exit(3),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  abort: () => process.abort(),
  throwLater: async () => {
    setTimeout(() => {
      throw new RangeError('later')
    }, 5)
    await sleep(100)
  },
  reject: async () => {
    void Promise.reject(new TypeError('nobody cares'))
    await sleep(100)
  },
  heap: () => {
    const all: unknown[] = []
    for (;;) all.push(Array.from({ length: 10_000 }, (_, index) => ({ index })))
  },
  buffers: async () => {
    const all: Buffer[] = []
    for (;;) {
      all.push(Buffer.alloc(10_000_000, 1))
      await new Promise((resolve) => setImmediate(resolve))
    }
  },
  tick: () => {
    setInterval(() => ticks++, 10)
    return ticks
  },
  ticks: () => ticks,
  fetch: async ({ url }) => (await fetch(String(url))).text(),
  global: () => ((globalThis as { mine?: number }).mine = ((globalThis as { mine?: number }).mine ?? 0) + 1),
  fail: () => {
    throw new Error('failed')
  },
  serve: () => void createServer().listen(0),
}

export const handler = async (event: { readonly deed: string; readonly url?: string }): Promise<unknown> => {
  invocations++
  return deeds[event.deed]?.(event)
}
