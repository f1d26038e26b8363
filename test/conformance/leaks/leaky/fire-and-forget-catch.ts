// Fire and forget with a catch, which keeps rejections quiet and waits for nothing.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function track(order: Order): Promise<void> {
  const known = await orders.get(order.id)
  await orders.log(known ? 'again' : 'first')
}

export async function handler(order: Order): Promise<string> {
  await orders.put(order)
  track(order).catch((error: unknown) => console.error(error)) // leak: promise
  return 'ok'
}
