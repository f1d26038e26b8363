// A pipeTo() that nobody awaits, whose sink sends.

import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<string> {
  const source = ReadableStream.from(order.items)
  const sink = new WritableStream<string>({
    async write(item) {
      await fetch(`${process.env['API_URL']}/late/sink/${item}`) // leak: fetch
    },
  })
  source.pipeTo(sink)
  return 'piping'
}
