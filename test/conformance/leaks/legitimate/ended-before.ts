// No leak: an async function that nobody awaited had ended long before the answer.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function warmUp(): Promise<void> {
  await orders.log('warming up')
}

export async function handler(order: Order): Promise<string> {
  warmUp()
  await new Promise((resolve) => setTimeout(resolve, 20))
  await orders.put(order)
  return order.id
}
