// An async helper without await in a handler that is no async function and returns a promise.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function audit(order: Order): Promise<void> {
  await orders.log(`seen ${order.id}`)
  await orders.log(`kept ${order.id}`)
}

export function handler(order: Order): Promise<string> {
  audit(order) // leak: promise
  return Promise.resolve('ok')
}
