// An un-awaited function awaits a query builder with a then of its own.

import type { Order } from './parts/order.js'

// oxlint-disable-next-line unicorn/no-thenable -- what query builders are like
const query = (rows: number): PromiseLike<number> => ({ then: (ok) => Promise.resolve(rows).then(ok) })

async function count(order: Order): Promise<number> {
  let sum = 0
  for (const item of order.items) sum += await query(item.length)
  return sum
}

export async function handler(order: Order): Promise<string> {
  count(order) // leak: promise
  return 'ok'
}
