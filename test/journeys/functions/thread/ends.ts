// Ends, fails, waits or leaves something behind, each way as it is told.

import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from 'aws-lambda'

let invocations = 0

class OrderError extends Error {
  override readonly name = 'OrderError'
}

const ways: Record<string, (event: { readonly ms?: number }, context: Context) => unknown> = {
  count: () => invocations,
  exit: () => process.exit(3),
  exitZero: () => process.exit(0),
  exitLater: ({ ms = 10 }) => sleep(ms).then(() => process.exit(4)),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  terminate: () => process.kill(process.pid, 'SIGTERM'),
  abort: () => process.abort(),
  fail: () => {
    throw new OrderError('no such order')
  },
  failWithText: () => {
    // eslint-disable-next-line no-throw-literal
    throw 'text'
  },
  uncaught: () => {
    setTimeout(() => {
      throw new RangeError('later')
    }, 5)
    return sleep(100)
  },
  unhandled: () => {
    void Promise.reject(new TypeError('nobody cares'))
    return sleep(100)
  },
  never: () => new Promise(() => undefined),
  deep: () => {
    const down = (): number => down() + 1
    return down()
  },
  sleep: ({ ms = 1_000 }) => sleep(ms, 'slept'),
  circular: () => {
    const circle: { self?: unknown } = {}
    return (circle.self = circle)
  },
  large: () => 'x'.repeat(7_000_000),
  leaveTimer: ({ ms = 1_000 }) => {
    setTimeout(() => console.info('timer'), ms)
    return 'answered'
  },
  leaveFailure: ({ ms = 1_000 }) => {
    setTimeout(() => {
      throw new RangeError('left over')
    }, ms)
    return 'answered'
  },
  leaveRejection: ({ ms = 1_000 }) => {
    void sleep(ms).then(() => Promise.reject(new RangeError('left over')))
    return 'answered'
  },
  leaveExit: ({ ms = 1_000 }) => {
    setTimeout(() => process.exit(3), ms)
    return 'answered'
  },
  leaveInterval: ({ ms = 100 }) => {
    setInterval(() => console.info('tick'), ms)
    return 'answered'
  },
  leaveImmediates: () => {
    setImmediate(() => {
      console.info('first')
      setImmediate(() => console.info('second'))
    })
    return 'answered'
  },
  leaveFile: () => {
    void writeFile('/tmp/late', 'late')
    return 'answered'
  },
  remaining: (_event, context) => context.getRemainingTimeInMillis(),
  clock: async () => {
    const before = [Date.now(), performance.now()] as const
    await sleep(1_234)
    return [Date.now() - before[0], Math.round(performance.now() - before[1])]
  },
  log: () => {
    console.log('text', 1, { nested: { deep: [1, 2] } })
    console.error(new OrderError('shown'))
    process.stdout.write('raw\n')
    return randomUUID().length
  },
  listeners: () => {
    process.on('SIGTERM', () => undefined)
    return [process.listenerCount('SIGTERM'), process.exitCode]
  },
}

export const handler = async (
  event: { readonly way: string; readonly ms?: number },
  context: Context,
): Promise<unknown> => {
  invocations++
  console.info('entered', event.way)
  return ways[event.way]?.(event, context)
}
