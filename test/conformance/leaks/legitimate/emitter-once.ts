// No leak: an async listener had ended before the handler answered.

import { EventEmitter } from 'node:events'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const bus = new EventEmitter()

export async function handler(order: Order): Promise<string> {
  const stored = new Promise<string>((resolve) => {
    bus.once('created', async (created: Order) => {
      await orders.put(created)
      resolve(created.id)
    })
  })
  bus.emit('created', order)
  const id = await stored
  await orders.log(`created ${id}`)
  return id
}
