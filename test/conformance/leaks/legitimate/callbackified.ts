// No leak: an async function made a callback handler by callbackify.

import type { Callback, Context } from 'aws-lambda'
import { callbackify } from 'node:util'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const work = callbackify(async (order: Order): Promise<string> => {
  await orders.put(order)
  return order.id
})

export function handler(order: Order, context: Context, callback: Callback<string>): void {
  context.callbackWaitsForEmptyEventLoop = false
  work(order, (error, id) => callback(error, id))
}
