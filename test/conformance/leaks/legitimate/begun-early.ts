// No leak: work is begun early with a catch against unhandled rejections, and awaited later.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function price(id: string): Promise<number> {
  await orders.log(id)
  return 12
}

export async function handler({ id }: Order): Promise<number> {
  const pending = price(id)
  pending.catch(() => {})
  await orders.get(id)
  return pending
}
