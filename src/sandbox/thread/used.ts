// What following an order has taken of the machine, as the thread says itself and as it was seen from outside.

import type { Used } from '../port.js'
import type { Answers, Order } from './messages.js'
import type { Watched } from './watchdog.js'

export const NOTHING: Used = { cpuMs: 0, memoryBytes: 0 }

/** What a thread says of itself, in which `/tmp` is memory like any other. */
export function usedBy(value: Answers[Order['verb']], tmpBytes: number): Used | undefined {
  if (typeof value !== 'object' || !('used' in value) || !value.used) return undefined
  return { ...value.used, memoryBytes: Math.max(0, value.used.memoryBytes - tmpBytes) }
}

/** What a thread says of itself at its answer; its memory may have been larger before. */
export function most(used: Used | undefined, seen: Used): Used {
  return used ? { ...used, memoryBytes: Math.max(used.memoryBytes, seen.memoryBytes) } : seen
}

/**
 * Bytes that a thread needs which takes up `used`: without its garbage, which is looked for where it makes a difference to
 * `limit`. Where nobody knows, all of it.
 */
export async function memoryOf(thread: Pick<Watched, 'memoryNeeded'>, used: number, limit: number): Promise<number> {
  return used > limit ? ((await thread.memoryNeeded()) ?? used) : used
}
