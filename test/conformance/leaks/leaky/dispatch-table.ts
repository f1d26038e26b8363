// Handlers in a table by type of event, called without await.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const actions: Readonly<Record<string, (order: Order) => Promise<void>>> = {
  placed: async (order) => {
    await orders.put(order)
    await orders.log('placed')
    await orders.log('told')
  },
}

export async function handler(order: Order): Promise<string> {
  await orders.get(order.id)
  const action = actions['placed']
  action?.(order) // leak: promise
  return 'ok'
}
