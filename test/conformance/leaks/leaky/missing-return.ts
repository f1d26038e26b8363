// A promise that is not returned inside a then-chain.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function save(order: Order): Promise<void> {
  await orders.log(`saving ${order.id}`)
  await orders.put(order)
  await orders.log(`saved ${order.id}`)
}

export function handler(order: Order): Promise<string> {
  return orders.get(order.id).then(() => {
    save(order) // leak: promise
    return 'saved'
  })
}
