// No leak: a limiter of one, whose last call is what the handler returns.

import { pLimit } from './parts/limiter.js'
import type { Order } from './parts/order.js'

const limit = pLimit(1)

export const handler = (order: Order): Promise<string> => limit(async () => order.id)
