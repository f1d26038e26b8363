// A handler that throws with an audit under way, over instant mocks.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function audit(order: Order): Promise<void> {
  for (const item of order.items) await orders.log(item)
}

export async function handler(order: Order): Promise<string> {
  audit(order) // leak: promise
  throw new Error(`refused ${order.id}`)
}
