// fs.writeFile to /tmp with a callback that only logs.

import { writeFile } from 'node:fs'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  const text = JSON.stringify(order)
  writeFile(`/tmp/${order.id}.json`, text, (error) => console.log(error ?? 'written')) // leak: file
  return 'ok'
}
