// A callback handler whose inner async function answers and then sleeps.

import type { Callback, Context } from 'aws-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Order } from './parts/order.js'

export function handler(order: Order, context: Context, callback: Callback<string>): void {
  context.callbackWaitsForEmptyEventLoop = false
  ;(async () => {
    await Promise.resolve()
    callback(null, order.id)
    await sleep(100) // leak: timer
    console.log('late')
  })() // via: timer
}
