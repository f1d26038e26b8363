// No leak: a handler that throws when all of its siblings have ended.

import type { Order } from './parts/order.js'

async function reserve(item: string): Promise<string> {
  const response = await fetch(`${process.env['API_URL']}/reserve/${item}`, { method: 'POST' })
  await response.text()
  if (item === 'lamp') throw new Error('lamp is sold out')
  return item
}

export async function handler(order: Order): Promise<string[]> {
  const results = await Promise.allSettled(order.items.map(reserve))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return order.items.slice()
}
