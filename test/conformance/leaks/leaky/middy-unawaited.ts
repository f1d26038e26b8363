// A call without await inside a handler that middy wraps.

import middy from '@middy/core'
import type { Handler } from 'aws-lambda'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function audit(order: Order): Promise<void> {
  const response = await fetch(`${process.env['API_URL']}/late/audit/${order.id}`) // leak: fetch
  await orders.log(await response.text())
}

export const handler: Handler<Order, string | void> = middy<Order>()
  .before(({ event }) => orders.log(`before ${event.id}`))
  .handler(async (order: Order) => {
    await orders.put(order)
    audit(order) // via: fetch
    return order.id
  })
