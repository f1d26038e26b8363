// The other promises of a Promise.all that failed fast: the handler handles the error, they go on.

import type { Order } from './parts/order.js'

async function charge(order: Order): Promise<never> {
  throw new Error(`card of ${order.id} declined`)
}

async function reserve(order: Order): Promise<unknown> {
  const response = await fetch(`${process.env['API_URL']}/late/reserve/${order.id}`, { method: 'POST' }) // leak: fetch
  return response.json()
}

export async function handler(order: Order): Promise<{ statusCode: number }> {
  try {
    await Promise.all([charge(order), reserve(order)]) // via: fetch
    return { statusCode: 200 }
  } catch {
    return { statusCode: 402 }
  }
}
