// A then-chain that nobody returns or awaits.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

async function send(order: Order | undefined): Promise<void> {
  await orders.log(`sending ${order?.id}`)
  await orders.log(`sent ${order?.id}`)
}

export async function handler({ id }: Order): Promise<string> {
  orders.get(id).then((order) => send(order)) // leak: promise
  return 'queued'
}
