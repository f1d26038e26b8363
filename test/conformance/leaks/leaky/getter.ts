// A getter that begins a load, read for a truth value.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

class Cart {
  constructor(private readonly order: Order) {}
  get total(): Promise<number> {
    return this.#sum() // leak: promise
  }
  async #sum(): Promise<number> {
    let sum = 0
    for (const item of this.order.items) sum += (await orders.get(item)) === undefined ? 1 : 0
    return sum
  }
}

export async function handler(order: Order): Promise<string> {
  const cart: { readonly total: unknown } = new Cart(order)
  return cart.total ? 'full' : 'empty'
}
