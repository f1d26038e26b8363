// Ends its process, each way as it is told.

import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const deeper = (depth: number): number => 1 + deeper(depth + 1)

const ways: Record<string, () => unknown> = {
  kill: () => process.kill(process.pid),
  'kill, with SIGKILL': () => process.kill(process.pid, 'SIGKILL'),
  'kill, with SIGSEGV': () => process.kill(process.pid, 'SIGSEGV'),
  'kill, with a number': () => process.kill(process.pid, 9),
  'kill, with 0': () => process.kill(process.pid, 0),
  abort: () => process.abort(),
  exit: () => process.exit(),
  'exit, with a status': () => process.exit(3),
  reallyExit: () => (process as unknown as { reallyExit(code: number): never }).reallyExit(4),
  'a stack overflow': () => deeper(0),
  'a stack overflow in a timer': async () => {
    setTimeout(() => deeper(0), 1)
    await sleep(10)
  },
  'an exception in a timer': async () => {
    setTimeout(() => {
      throw new RangeError('later')
    }, 1)
    await sleep(10)
  },
  'a rejection': async () => {
    void Promise.reject(new TypeError('nobody cares'))
    await sleep(10)
  },
  'a full heap': () => {
    const all: unknown[] = []
    for (;;) all.push(Array.from({ length: 10_000 }, (_, index) => ({ index })))
  },
  'a promise that nothing settles': () => new Promise(() => undefined),
}

let invocations = 0

export const handler = async ({ way }: { way: string }): Promise<unknown> => {
  invocations++
  writeFileSync('/tmp/way', way)
  return way === 'count' ? invocations : ways[way]?.()
}
