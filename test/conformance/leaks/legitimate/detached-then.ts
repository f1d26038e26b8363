// No leak: what a detached then does is synchronous, and starts nothing.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const seen = new Set<string>()

export async function handler(order: Order): Promise<number> {
  const stored = orders.put(order)
  stored.then(() => seen.add(order.id))
  stored.then(undefined, () => seen.clear())
  await stored
  return order.items.length
}
