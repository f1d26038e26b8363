// No leak: work is begun early, kept in a list, and awaited last.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  const begun: Promise<unknown>[] = []
  for (const item of order.items) begun.push(orders.log(item))
  begun.push(fetch(`${process.env['API_URL']}/audit`, { method: 'POST' }).then((response) => response.text()))
  const known = await orders.get(order.id)
  await Promise.all(begun)
  return known ? 'again' : 'first'
}
