// A private method of a service that the handler's own call does not await.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

class Checkout {
  async place(order: Order): Promise<string> {
    await orders.put(order)
    this.#audit(order) // leak: promise
    return order.id
  }

  async #audit(order: Order): Promise<void> {
    for (const item of order.items) await orders.log(item)
    await orders.log('audited')
  }
}

const checkout = new Checkout()

export const handler = (order: Order): Promise<string> => checkout.place(order)
