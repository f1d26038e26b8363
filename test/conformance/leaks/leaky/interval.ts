// A progress report every second that nobody clears.

import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<number> {
  let packed = 0
  setInterval(() => console.log('packed', packed), 1_000) // leak: interval
  for (const _ of order.items) packed++
  return packed
}
