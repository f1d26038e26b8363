// Writes an order and its history.

import type { Order } from './order.js'
import { orders } from './orders.js'

async function history(order: Order): Promise<void> {
  for (const item of order.items) await orders.log(item)
  await orders.log('end')
}

/** Resolves when the order is written. */
export async function record(order: Order): Promise<void> {
  await orders.put(order)
  history(order) // leak: promise
}
