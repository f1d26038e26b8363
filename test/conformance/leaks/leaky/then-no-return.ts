// An awaited then whose callback drops a promise.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function mail(order: Order | undefined): Promise<void> {
  await orders.log(`mail ${order?.id}`)
  await orders.log('sent')
  for (let n = 0; n < 3; n++) await orders.log('more')
}

export async function handler({ id }: Order): Promise<string> {
  await orders.get(id).then((order) => {
    mail(order) // leak: promise
  })
  return 'ok'
}
