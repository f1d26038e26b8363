// A call without await inside a handler that middy 7 wraps, where mocks resolve at once.

import type { Handler } from 'aws-lambda'
import middy7 from 'middy-7'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function audit(order: Order): Promise<void> {
  for (let line = 0; line < 20; line++) await orders.log(`${line} ${order.id}`)
}

export const handler: Handler<Order, string | void> = middy7<Order>()
  .before(({ event }) => orders.log(`before ${event.id}`))
  .handler(async (order: Order) => {
    await orders.put(order)
    audit(order) // leak: promise
    return order.id
  })
