// A message that is published through ioredis without await.

import { Redis } from 'ioredis'
import type { Order } from './parts/order.js'

const redis = new Redis(String(process.env['REDIS_URL']))

export async function handler(order: Order): Promise<string> {
  await redis.set(`order:${order.id}`, 'placed')
  redis.publish('orders', order.id) // leak: socket
  return 'ok'
}
