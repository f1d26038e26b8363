// A sleep made of a promise and a timer, chained on but not awaited.

import type { Order } from './parts/order.js'

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms) // leak: timer
  })

export async function handler(order: Order): Promise<string> {
  sleep(500).then(() => console.log('checked again', order.id))
  return 'accepted'
}
