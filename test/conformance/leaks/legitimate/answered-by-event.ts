// No leak: an async subscriber answers by an event, and the handler's promise is resolved by another subscriber.

import { EventEmitter } from 'node:events'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

export const handler = (order: Order): Promise<string> =>
  new Promise((resolve, reject) => {
    const bus = new EventEmitter({ captureRejections: true })
    bus.on('error', reject)
    bus.on('placed', async (id: string) => {
      await orders.log(id)
      bus.emit('done', id)
    })
    bus.on('done', resolve)
    bus.emit('placed', order.id)
  })
