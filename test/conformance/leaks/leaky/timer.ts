// A timer that is to send a reminder later, in a handler that answers at once.

import type { Order } from './parts/order.js'

function remind(order: Order): void {
  console.log('reminder for', order.id)
}

export async function handler(order: Order): Promise<string> {
  setTimeout(remind, 5_000, order) // leak: timer
  return order.id
}
