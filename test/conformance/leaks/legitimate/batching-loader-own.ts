// No leak: the handler returns what a batching loader gives it.

import { Loader } from './parts/loader.js'
import type { Order } from './parts/order.js'

export const handler = (order: Order): Promise<string> =>
  new Loader(async (keys) => {
    const response = await fetch(`${process.env['API_URL']}/items?ids=${keys.join()}`)
    await response.json()
    return keys
  }).load(order.id)
