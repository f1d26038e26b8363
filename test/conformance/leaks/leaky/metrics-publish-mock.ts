// Metrics that are published without await over a transport that resolves at once.

import { orders } from './parts/orders.js'

class Metrics {
  readonly #points = new Map<string, number>()

  add(name: string, value: number): void {
    this.#points.set(name, value)
  }

  async publish(): Promise<void> {
    for (const [name, value] of this.#points) await orders.log(`${name} ${value}`)
    this.#points.clear()
  }
}

const metrics = new Metrics()

export async function handler(): Promise<string> {
  await orders.log('begin')
  metrics.add('orders', 1)
  metrics.add('items', 3)
  metrics.add('total', 12)
  metrics.publish() // leak: promise
  return 'ok'
}
