// A promise inside of the answer, which JSON makes {}.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function price(id: string): Promise<number> {
  await orders.get(id)
  await orders.log(id)
  return 12
}

export async function handler({ id }: Order): Promise<object> {
  return { id, price: price(id) } // leak: promise
}
