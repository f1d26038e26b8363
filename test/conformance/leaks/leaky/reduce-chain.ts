// A chain that reduce builds, one save after the other, and that nobody returns.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function save(item: string): Promise<void> {
  await orders.log(`saving ${item}`)
  await orders.log(`saved ${item}`)
}

export async function handler(order: Order): Promise<number> {
  order.items.reduce((before, item) => before.then(() => save(item)), Promise.resolve()) // leak: promise
  return order.items.length
}
