// No leak: an async disposable stack closes what was opened, in reverse.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

class Session implements AsyncDisposable {
  readonly #beat = setInterval(() => console.log('beat'), 1_000)
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#beat)
    await orders.log('closing')
    await orders.log('closed')
  }
}

export async function handler(order: Order): Promise<string> {
  await using first = new Session()
  await using second = new Session()
  return `${order.id} ${first === second}`
}
