// An async function in a microtask, over instant mocks.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  // prettier-ignore
  queueMicrotask(async () => { // leak: promise
    for (const item of order.items) await orders.log(item)
  })
  return 'ok'
}
