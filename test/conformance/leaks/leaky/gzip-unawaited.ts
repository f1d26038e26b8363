// A gzip whose result arrives in a callback after the answer.

import { gzip } from 'node:zlib'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  const text = JSON.stringify(order).repeat(2_000)
  gzip(text, (error, bytes) => console.log(error ?? `compressed to ${bytes.length}`)) // leak: compression
  return order.id
}
