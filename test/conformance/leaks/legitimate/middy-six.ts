// No leak: @middy/core 6 with an early timeout and several middlewares, all of which it awaits.

import middy, { type MiddlewareObj } from '@middy/core'
import secretsManager from '@middy/secrets-manager'
import type { Context } from 'aws-lambda'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const log = (name: string): MiddlewareObj<Order> => ({
  before: () => orders.log(`before ${name}`),
  after: () => orders.log(`after ${name}`),
  onError: () => orders.log(`error ${name}`),
})

type Stored = middy.MiddyfiedHandler<Order, string | void, Error, Context & { db: unknown }, { db: unknown }>

export const handler: Stored = middy<Order>({ timeoutEarlyInMillis: 50 })
  .use(log('outer'))
  .use(secretsManager({ fetchData: { db: 'db' }, setToContext: true, cacheExpiry: 60_000 }))
  .use(log('inner'))
  .handler(async (order: Order, context) => {
    const { db } = context as unknown as { db: { password: string } }
    await new Promise((resolve) => setTimeout(resolve, 10))
    await orders.put(order)
    return db.password
  })
