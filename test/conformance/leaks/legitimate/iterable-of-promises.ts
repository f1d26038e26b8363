// No leak: promises in an array are awaited by for await.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<number> {
  for await (const _ of order.items.map((item) => orders.log(item))) continue
  return order.items.length
}
