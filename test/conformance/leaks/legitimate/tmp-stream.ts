// No leak: a write stream under /tmp is ended and its finish awaited.

import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  const report = createWriteStream('/tmp/report.csv')
  for (const item of order.items) report.write(`${item}\n`)
  report.end()
  await finished(report)
  return readFile('/tmp/report.csv', 'utf8')
}
