// A generator whose finally cleans up asynchronously, left by return() that nobody awaits.

import type { Order } from './parts/order.js'

async function* rows(order: Order): AsyncGenerator<string> {
  try {
    for (const item of order.items) yield item
  } finally {
    await fetch(`${process.env['API_URL']}/late/close`) // leak: fetch
  }
}

export async function handler(order: Order): Promise<string> {
  const iterator = rows(order)
  const { value } = await iterator.next()
  iterator.return(undefined)
  return value as string
}
