// An async validation in a condition.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function isValid(order: Order): Promise<boolean> {
  await orders.log(order.id)
  return (await orders.get(order.id)) === undefined
}

export async function handler(order: Order): Promise<string> {
  if (!isValid(order)) return 'refused' // leak: promise
  return 'ok'
}
