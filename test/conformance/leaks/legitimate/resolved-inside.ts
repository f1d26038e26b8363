// No leak: a promise is resolved from inside two nested async functions, of which the outer one ends a tick later.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

function lookUp(id: string): Promise<string> {
  return new Promise((resolve) => {
    const step = async (): Promise<void> => {
      await orders.get(id)
      resolve(id)
    }
    const outer = async (): Promise<void> => {
      await orders.log('begin')
      await step()
    }
    void outer()
  })
}

export const handler = (order: Order): Promise<string> => lookUp(order.id)
