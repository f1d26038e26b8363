// A wrapper of the user's own publishes in finally without await.

import { withMetrics } from './parts/with-metrics.js'
import type { Order } from './parts/order.js'
import { orders } from './parts/orders.js'

export const handler: (order: Order) => Promise<string> = withMetrics(async (order) => {
  await orders.get(order.id)
  return 'ok'
})
