// A write stream under /tmp that is never ended.

import { createWriteStream } from 'node:fs'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<number> {
  const report = createWriteStream(`/tmp/report-${order.id}.csv`) // leak: file
  report.write('item\n')
  for (const item of order.items) report.write(`${item}\n`)
  return order.items.length
}
