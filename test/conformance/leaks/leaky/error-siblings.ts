// A handler that throws while its siblings run: they go on in the next invocation.

import type { Order } from './parts/order.js'

async function reserve(item: string): Promise<void> {
  if (item === 'lamp') throw new Error('lamp is sold out')
  await fetch(`${process.env['API_URL']}/late/reserve/${item}`, { method: 'POST' }) // leak: fetch
}

export async function handler(order: Order): Promise<string> {
  await Promise.all(order.items.map(reserve)) // via: fetch
  return 'reserved'
}
