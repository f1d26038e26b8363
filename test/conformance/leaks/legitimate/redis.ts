// No leak: an ioredis client at module scope, its commands and a pipeline are awaited, its connection is idle.

import { Redis } from 'ioredis'
import type { Order } from './parts/order.js'

const redis = new Redis(String(process.env['REDIS_URL']), { maxRetriesPerRequest: 1 })

export async function handler(order: Order): Promise<unknown> {
  await redis.set(`order:${order.id}`, order.items.join())
  const items = await redis.get(`order:${order.id}`)
  const counted = await redis.pipeline().incr('placed').expire('placed', 60).exec()
  return [items, counted?.length]
}
