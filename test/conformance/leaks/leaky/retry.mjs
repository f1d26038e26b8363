// A package that tries again after a pause, called without await.

import { setTimeout as pause } from 'node:timers/promises'
import { retry } from 'little-retry'

const unreliable = async (attempt) => {
  if (attempt < 2) throw new Error('busy')
  console.log('stored at attempt', attempt)
}

export const handler = async (order) => {
  retry(unreliable, { wait: 200 }) // leak: timer
  await pause(10)
  return order.id
}
