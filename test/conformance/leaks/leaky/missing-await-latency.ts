// An async helper without await, over an API that takes its time.

import type { Order } from './parts/order.js'

async function audit(order: Order): Promise<void> {
  const response = await fetch(`${process.env['API_URL']}/late/audit/${order.id}`) // leak: fetch
  await response.text()
  console.log('audited')
}

export async function handler(order: Order): Promise<string> {
  audit(order) // via: fetch
  return 'accepted'
}
