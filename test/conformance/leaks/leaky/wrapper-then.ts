// A wrapper chains on the handler's promise and gives back the original.

import { orders } from './parts/orders.js'
import type { Order } from './parts/order.js'

const withAudit =
  (inner: (order: Order) => Promise<string>) =>
  (order: Order): Promise<string> => {
    const result = inner(order)
    result.then((value) => audit(value)) // leak: promise
    return result
  }

async function audit(value: string): Promise<void> {
  await orders.log(value)
  await orders.log('audited')
}

export const handler: (order: Order) => Promise<string> = withAudit(async (order) => order.id)
