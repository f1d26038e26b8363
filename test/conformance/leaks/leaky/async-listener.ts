// An async listener of an event emitter, which does not wait for its listeners.

import { EventEmitter } from 'node:events'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const bus = new EventEmitter()

bus.on('created', async (order: Order) => {
  await orders.put(order)
  await orders.log(`created ${order.id}`)
})

export async function handler(order: Order): Promise<string> {
  bus.emit('created', order) // leak: promise
  return order.id
}
