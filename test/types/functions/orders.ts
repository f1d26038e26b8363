// A function's module as users write it: its handler, others at nested paths, and what else a module exports.

export interface Order {
  readonly id: string
}

export const handler = async (order: Order): Promise<{ id: string; at: Date; note?: string }> => ({
  id: order.id,
  at: new Date(),
})

const get = async (event: { readonly path: string }): Promise<string> => event.path
const put = (): number => 1

export const api: { v1: { get: typeof get; put: typeof put }; version: number } = { v1: { get, put }, version: 1 }

export const TABLE = 'orders'

export class Orders {
  size = 0
  count(): number {
    return this.size
  }
}

export const orders: Orders = new Orders()
