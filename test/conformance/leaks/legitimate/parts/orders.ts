// A repository in memory, as unit tests put it in the place of a database: every call resolves at once.

import type { Order } from './order.js'

const rows = new Map<string, Order>()

/** Asynchronous like the real one. */
export const orders: {
  readonly get: (id: string) => Promise<Order | undefined>
  readonly put: (order: Order) => Promise<void>
  readonly log: (line: string) => Promise<void>
} = {
  get: async (id) => rows.get(id),
  put: async (order) => void rows.set(order.id, order),
  log: async () => {},
}
