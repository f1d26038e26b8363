// Wraps a handler so that its duration is published.

import { orders } from './orders.js'

type Handler<E, R> = (event: E) => Promise<R>

async function publish(name: string, ms: number): Promise<void> {
  await orders.log(name)
  await orders.log(String(ms))
}

export function withMetrics<E, R>(inner: Handler<E, R>): Handler<E, R> {
  return async (event) => {
    const began = Date.now()
    try {
      return await inner(event)
    } finally {
      publish('duration', Date.now() - began) // leak: promise
    }
  }
}
