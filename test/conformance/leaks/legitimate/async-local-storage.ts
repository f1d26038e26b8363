// No leak: everything inside an AsyncLocalStorage is awaited, and enterWith leaves nothing behind.

import { AsyncLocalStorage } from 'node:async_hooks'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const current = new AsyncLocalStorage<{ readonly id: string }>()

async function log(text: string): Promise<void> {
  await orders.log(`${current.getStore()?.id} ${text}`)
}

export async function handler(order: Order): Promise<string | undefined> {
  await current.run({ id: order.id }, async () => {
    await log('begin')
    await Promise.all(order.items.map(log))
  })
  current.enterWith({ id: 'end' })
  await log('end')
  return current.getStore()?.id
}
