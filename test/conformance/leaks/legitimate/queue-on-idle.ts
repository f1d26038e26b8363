// No leak: a queue of the user's own whose idle event the handler returns, and whose pump nobody awaits.

import { EventEmitter, once } from 'node:events'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

class Queue extends EventEmitter {
  #jobs: (() => Promise<void>)[] = []
  #running = 0
  add(job: () => Promise<void>): void {
    this.#jobs.push(job)
    void this.#pump()
  }
  async #pump(): Promise<void> {
    if (this.#running >= 2) return
    const job = this.#jobs.shift()
    if (!job) return
    this.#running++
    try {
      await job()
    } finally {
      this.#running--
      if (this.#jobs.length > 0) void this.#pump()
      else if (this.#running === 0) this.emit('idle')
    }
  }
  async onIdle(): Promise<void> {
    if (this.#running > 0) await once(this, 'idle')
  }
}

export async function handler(order: Order): Promise<string> {
  const queue = new Queue()
  for (const item of order.items) queue.add(() => orders.log(item))
  await queue.onIdle()
  return 'ok'
}
