// No leak: a copy of the well-known limiter runs two at a time, and every call of it is awaited.

import { pLimit } from './parts/limiter.js'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const limit = pLimit(2)

export const handler = (order: Order): Promise<void[]> =>
  Promise.all(order.items.map((item) => limit(() => orders.log(item))))
