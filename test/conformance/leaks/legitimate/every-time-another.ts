// No leak: every invocation goes another way, and gives back what it has without a function around it.

import { orders } from './parts/orders.js'
import { pLimit } from './parts/limiter.js'
import type { Order } from './parts/order.js'

let count = 0
const limit = pLimit(1)
const ways: ((order: Order) => Promise<unknown>)[] = [
  (order) => limit(() => orders.put(order)),
  (order) => Promise.any([orders.get(order.id), Promise.reject(new Error('no'))]),
  (order) => orders.put(order).finally(() => orders.log('done')),
  (order) =>
    new Promise((resolve, reject) => {
      const step = async (): Promise<void> => {
        try {
          await orders.log(order.id)
          resolve('ok')
        } finally {
          console.log('end')
        }
      }
      const outer = async (): Promise<void> => {
        await step()
      }
      outer().catch(reject)
    }),
  (order) => limit(async () => orders.get(order.id)),
]

export const handler = (order: Order): Promise<unknown> => ways[count++ % ways.length]?.(order) ?? Promise.resolve()
