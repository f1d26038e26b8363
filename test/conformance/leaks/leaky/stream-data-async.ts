// An async data listener of a stream whose end is awaited, but not what the listener does.

import { once } from 'node:events'
import { Readable } from 'node:stream'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  const source = Readable.from(order.items)
  source.on('data', async (item: string) => {
    await fetch(`${process.env['API_URL']}/late/index/${item}`) // leak: fetch
  })
  await once(source, 'end')
  return 'indexed'
}
