// An async executor over instant mocks that resolves and goes on.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

export function handler(order: Order): Promise<string> {
  // prettier-ignore
  // oxlint-disable-next-line no-async-promise-executor -- the mistake this file is about
  return new Promise(async (resolve) => { // leak: promise
    await orders.put(order)
    resolve(order.id)
    await orders.log('put')
    await orders.log('told')
  })
}
