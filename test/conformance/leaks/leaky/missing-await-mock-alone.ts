// An async helper without await in a handler that awaits nothing, where mocks resolve at once.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const save = async (order: Order): Promise<void> => {
  await orders.put(order)
  await orders.log(`saved ${order.id}`)
}

export const handler = async (order: Order): Promise<{ statusCode: number }> => {
  save(order) // leak: promise
  return { statusCode: 202 }
}
