// No leak: a loop that breaks early lets the generator's finally close what it had opened.

import { setInterval as every } from 'node:timers/promises'
import { orders } from './parts/orders.js'

async function* ticks(): AsyncGenerator<number> {
  let tick = 0
  try {
    for await (const _ of every(50)) yield tick++
  } finally {
    await orders.log('closed')
  }
}

export async function handler(): Promise<number> {
  for await (const tick of ticks()) {
    if (tick === 3) return tick
  }
  return -1
}
