// A callback handler on nodejs22.x that told Lambda not to wait for the event loop, and left a timer.

import type { Callback, Context } from 'aws-lambda'
import type { Order } from './parts/order.js'

export function handler(order: Order, context: Context, callback: Callback<string>): void {
  context.callbackWaitsForEmptyEventLoop = false
  setTimeout(() => console.log('cleaned up'), 2_000) // leak: timer
  callback(null, order.id)
}
