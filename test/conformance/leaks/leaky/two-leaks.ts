// A timer and a request of one handler, both left behind.

import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  setTimeout(() => console.log('cleanup'), 60_000) // leak: timer
  await new Promise((resolve) => setImmediate(resolve))
  fetch(`${process.env['API_URL']}/late/track`).catch(console.error) // leak: fetch
  return order.id
}
