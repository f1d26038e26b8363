// A request of node:http that is sent and forgotten.

import { request } from 'node:http'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  const tracking = request(`${process.env['API_URL']}/late/track`, { method: 'POST' }) // leak: http
  tracking.on('error', (error) => console.error(error))
  tracking.end(JSON.stringify(order))
  return 'tracked'
}
