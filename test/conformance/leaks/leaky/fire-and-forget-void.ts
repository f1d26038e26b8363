// Fire and forget with void, as linters ask for it.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function track(name: string, order: Order): Promise<void> {
  for (const item of order.items) await orders.log(`${name} ${item}`)
}

export async function handler(order: Order): Promise<string> {
  await orders.put(order)
  void track('bought', order) // leak: promise
  return 'ok'
}
