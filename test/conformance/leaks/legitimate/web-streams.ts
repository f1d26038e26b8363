// No leak: web streams are read to their end or cancelled, and a blob is read.

import { text } from 'node:stream/consumers'

export async function handler(): Promise<unknown> {
  const packed = new Blob(['x'.repeat(5_000)]).stream().pipeThrough(new CompressionStream('gzip'))
  const unpacked = await text(packed.pipeThrough(new DecompressionStream('gzip')))
  const endless = new ReadableStream<string>({ pull: (controller) => controller.enqueue('more') })
  const reader = endless.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return [unpacked.length, value]
}
