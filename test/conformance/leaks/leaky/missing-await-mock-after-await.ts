// An async helper without await after one with it, where mocks resolve at once.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function audit(order: Order): Promise<void> {
  await orders.log(`seen ${order.id}`)
  await orders.log(`kept ${order.id}`)
}

export async function handler(order: Order): Promise<{ known: boolean }> {
  const known = await orders.get(order.id)
  audit(order) // leak: promise
  return { known: known !== undefined }
}
