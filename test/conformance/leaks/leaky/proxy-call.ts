// A call through a Proxy that nobody awaits.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const traced = new Proxy(orders, {
  get: (target, name) => async (argument: never) => {
    const result = await target[name as keyof typeof orders](argument)
    await orders.log(String(name))
    return result
  },
})

export async function handler(order: Order): Promise<string> {
  traced.put(order) // leak: promise
  return 'ok'
}
