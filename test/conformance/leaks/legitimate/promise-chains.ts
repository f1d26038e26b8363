// No leak: promises made by hand, with resolvers, thenables and a callback API, are all awaited.

import { callbackify } from 'node:util'
import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

function stored(order: Order, done: (error: Error | null, id?: string) => void): void {
  const id = orders.put(order).then(() => order.id)
  callbackify(() => id)(done)
}

export function handler(order: Order): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  setTimeout(resolve, 10, 'later')
  const byCallback = new Promise<string>((fulfil, reject) => {
    stored(order, (error, id) => (error ? reject(error) : fulfil(String(id))))
  })
  return promise
    .then(async (text) => `${text} ${await byCallback}`)
    .then((text) => orders.log(text).then(() => text))
    .catch(() => 'failed')
}
