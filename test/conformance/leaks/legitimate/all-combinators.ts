// No leak: Promise.all, allSettled, any and race are awaited, and so is each promise they were given.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const price = async (item: string): Promise<number> => {
  const response = await fetch(`${process.env['API_URL']}/price/${item}`)
  return ((await response.json()) as { price: number }).price
}

export async function handler(order: Order): Promise<unknown> {
  const prices = await Promise.all(order.items.map(price))
  const settled = await Promise.allSettled([orders.put(order), Promise.reject(new Error('no stock'))])
  const first = [price('a'), price('b')]
  const fastest = await Promise.any(first)
  await Promise.race(first)
  await Promise.all(first)
  return { total: prices.reduce((sum, one) => sum + one, fastest), settled: settled.map(({ status }) => status) }
}
