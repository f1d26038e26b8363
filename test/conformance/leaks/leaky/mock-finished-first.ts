// A helper without await whose mocks all resolved while the handler awaited something else.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function audit(order: Order): Promise<void> {
  await orders.log(`seen ${order.id}`)
}

export async function handler(order: Order): Promise<Order | undefined> {
  audit(order) // leak: promise
  await orders.put(order)
  return orders.get(order.id)
}
