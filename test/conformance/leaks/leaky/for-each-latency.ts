// An async callback in forEach over an API with latency.

import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<number> {
  let stored = 0
  order.items.forEach(async (item) => {
    // via: fetch
    const response = await fetch(`${process.env['API_URL']}/late/items/${item}`, { method: 'PUT' }) // leak: fetch
    if (response.ok) stored++
  })
  return stored
}
