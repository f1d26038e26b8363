// No leak: a finally that nobody awaits only keeps count, and hangs on a promise that was awaited.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

let pending = 0

function counted<Value>(work: Promise<Value>): Promise<Value> {
  pending++
  work.finally(() => pending--).catch(() => {})
  return work
}

export async function handler(order: Order): Promise<number> {
  await counted(orders.put(order))
  await counted(orders.log('stored'))
  return pending
}
