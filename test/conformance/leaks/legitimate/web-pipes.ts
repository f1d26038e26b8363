// No leak: pipes through transforms and compression, a tee with one branch cancelled, a stream answer made by hand.

import { text } from 'node:stream/consumers'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<number> {
  const upper = new TransformStream<string, string>({ transform: (chunk, to) => to.enqueue(chunk.toUpperCase()) })
  const packed = ReadableStream.from(order.items)
    .pipeThrough(upper)
    .pipeThrough(new TextEncoderStream())
    .pipeThrough(new CompressionStream('gzip'))
  const [one, two] = packed.tee()
  const [read] = await Promise.all([new Response(one).arrayBuffer(), two.cancel()])
  const unpacked = new Blob([read]).stream().pipeThrough(new DecompressionStream('gzip'))
  return (await text(unpacked as never)).length
}
