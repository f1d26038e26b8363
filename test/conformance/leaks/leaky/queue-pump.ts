// A queue of the user's own whose pump nobody awaits, over instant mocks.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

class Queue {
  #jobs: (() => Promise<void>)[] = []
  #running = false
  add(job: () => Promise<void>): void {
    this.#jobs.push(job)
    if (!this.#running) void this.#pump() // leak: promise
  }
  async #pump(): Promise<void> {
    this.#running = true
    for (let job = this.#jobs.shift(); job; job = this.#jobs.shift()) await job()
    this.#running = false
  }
}

const queue = new Queue()

export async function handler(order: Order): Promise<string> {
  for (const item of order.items) queue.add(() => orders.log(item))
  return 'queued'
}
