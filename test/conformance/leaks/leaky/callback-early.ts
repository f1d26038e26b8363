// A callback handler on nodejs22.x that answers before its query has ended.

import type { Callback, Context } from 'aws-lambda'
import { get } from 'node:http'
import type { Order } from './parts/order.js'

export function handler(order: Order, context: Context, callback: Callback<string>): void {
  context.callbackWaitsForEmptyEventLoop = false
  get(`${process.env['API_URL']}/late/orders/${order.id}`, (response) => response.resume()) // leak: http
  callback(null, 'stored')
}
