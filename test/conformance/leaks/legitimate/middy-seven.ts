// No leak: middy 7 clears its early timeout, awaits its middlewares, and ends what a middleware answers early.

import type { Handler } from 'aws-lambda'
import middy7, { type MiddlewareObj } from 'middy-7'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

type Around = MiddlewareObj<Order>

const requestEnd = (): Promise<void> => orders.log('request ends')
const timing: Around = { before: () => orders.log('start'), after: async () => orders.log('stop') }
const caching: Around = {
  before: ({ event }) => (event.items.length === 0 ? 'nothing' : undefined),
}
const parsing: Around = {
  before: async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    request.event = { ...request.event, id: request.event.id.trim() }
  },
}

export const handler: Handler<Order, string | void> = middy7<Order>({ timeoutEarlyInMillis: 100, requestEnd })
  .use([timing, caching, parsing])
  .handler(async (order: Order) => {
    await fetch(`${process.env['API_URL']}/stock`).then((response) => response.json())
    await orders.put(order)
    return order.id
  })
