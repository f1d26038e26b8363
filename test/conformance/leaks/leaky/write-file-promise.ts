// A file under /tmp that is written with fs/promises and not awaited.

import { writeFile } from 'node:fs/promises'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  writeFile('/tmp/cache.json', JSON.stringify(order)) // leak: file
  return 'cached'
}
