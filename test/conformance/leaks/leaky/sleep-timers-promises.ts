// A pause from node:timers/promises inside an async function that nobody awaits.

import { setTimeout as pause } from 'node:timers/promises'
import type { Order } from './parts/order.js'

async function notifyLater(order: Order): Promise<void> {
  await pause(1_000) // leak: timer
  console.log('notified', order.id)
}

export async function handler(order: Order): Promise<string> {
  notifyLater(order) // via: timer
  return 'ok'
}
