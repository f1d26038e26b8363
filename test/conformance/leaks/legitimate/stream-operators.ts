// No leak: async operators on streams, a pipeline of async generators, lines of a file.

import { open, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Order } from './parts/order.js'

export async function handler(order: Order): Promise<unknown> {
  const upper = await Readable.from(order.items)
    .map(async (item: string) => item.toUpperCase(), { concurrency: 2 })
    .filter(async (item: string) => item.length > 3)
    .toArray()
  await pipeline(
    Readable.from(upper),
    async function* (source: AsyncIterable<string>) {
      for await (const item of source) yield `${item}\n`
    },
    new Transform({ transform: (chunk, _encoding, done) => queueMicrotask(() => done(null, chunk)) }),
    async (source: AsyncIterable<Buffer>) => {
      const chunks: Buffer[] = []
      for await (const chunk of source) chunks.push(Buffer.from(chunk))
      await writeFile('/tmp/upper.txt', Buffer.concat(chunks))
    },
  )
  const file = await open('/tmp/upper.txt')
  const lines: string[] = []
  for await (const line of createInterface({ input: file.createReadStream() })) lines.push(line)
  return lines
}
