// A flush in finally without await, after an answer that was awaited.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function flush(): Promise<void> {
  await orders.log('flushing')
  await orders.log('flushed')
}

export async function handler(order: Order): Promise<Order | undefined> {
  try {
    return await orders.get(order.id)
  } finally {
    flush() // leak: promise
  }
}
