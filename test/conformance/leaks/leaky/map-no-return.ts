// Promise.all over a map whose callback has braces and no return.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function put(item: string): Promise<void> {
  await orders.log(item)
  await orders.log('put')
  await orders.log('told')
  await orders.log('read')
  for (let n = 0; n < 3; n++) await orders.log('more')
}

export async function handler(order: Order): Promise<string> {
  await Promise.all(
    order.items.map((item) => {
      put(item) // leak: promise
    }),
  )
  return 'ok'
}
