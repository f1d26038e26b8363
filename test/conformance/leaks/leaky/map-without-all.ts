// An array of promises from map(async …) that is counted and never awaited.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<{ queued: number }> {
  // prettier-ignore
  const sent = order.items.map(async (item) => { // leak: promise
    await orders.log(`send ${item}`)
    await orders.log(`sent ${item}`)
  })
  return { queued: sent.length }
}
