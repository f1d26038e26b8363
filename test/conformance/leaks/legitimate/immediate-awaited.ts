// No leak: an immediate, a tick and a microtask have run before the answer.

import { setImmediate as turn } from 'node:timers/promises'

export async function handler(): Promise<string[]> {
  const order: string[] = []
  queueMicrotask(() => order.push('microtask'))
  process.nextTick(() => order.push('tick'))
  setImmediate(() => order.push('immediate'))
  await turn()
  await turn()
  return order.toSorted()
}
