// An async predicate in filter, which is always truthy.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<number> {
  // prettier-ignore
  const known = order.items.filter(async (item) => { // leak: promise
    await orders.log(item)
    return (await orders.get(item)) !== undefined
  })
  return known.length
}
