// No leak: work behind the answer is gathered as with waitUntil(), and awaited before the handler returns.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  const behind: Promise<unknown>[] = []
  const waitUntil = (work: Promise<unknown>): void => void behind.push(work.catch(() => {}))
  try {
    waitUntil(orders.log('placed'))
    waitUntil(new Promise((resolve) => setTimeout(resolve, 50)).then(() => orders.log('later')))
    return order.id
  } finally {
    await Promise.allSettled(behind)
  }
}
