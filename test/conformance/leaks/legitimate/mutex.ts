// No leak: a mutex hands over from one waiter to the next, and all of them are awaited.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

let tail: Promise<void> = Promise.resolve()

function exclusive<Value>(work: () => Promise<Value>): Promise<Value> {
  const result = tail.then(work)
  tail = result.then(
    () => {},
    () => {},
  )
  return result
}

export async function handler(order: Order): Promise<string[]> {
  return Promise.all(
    order.items.map((item) =>
      exclusive(async () => {
        await orders.log(item)
        return item.toUpperCase()
      }),
    ),
  )
}
