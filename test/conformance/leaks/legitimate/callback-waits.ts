// No leak: on nodejs22.x a callback handler's answer waits until its timers and requests have ended.

import type { Callback, Context } from 'aws-lambda'
import { get } from 'node:http'
import type { Order } from './parts/order.js'

export function handler(order: Order, _context: Context, callback: Callback<string>): void {
  setTimeout(() => console.log('cleaned up'), 200)
  get(`${process.env['API_URL']}/audit`, { agent: false }, (response) => response.resume())
  callback(null, order.id)
}
