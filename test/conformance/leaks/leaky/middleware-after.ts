// Hooks that run after the handler's own work and that nobody awaits.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

type Hook = (order: Order) => Promise<void>

const hooks: readonly Hook[] = [
  async (order) => {
    await orders.log(`finished ${order.id}`)
    await orders.log(`flushed ${order.id}`)
  },
]

const withHooks =
  (work: (order: Order) => Promise<string>) =>
  async (order: Order): Promise<string> => {
    const result = await work(order)
    for (const after of hooks) after(order) // leak: promise
    return result
  }

export const handler: (order: Order) => Promise<string> = withHooks(async (order) => {
  await orders.put(order)
  return order.id
})
