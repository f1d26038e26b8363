// No leak: a stream of a file is left after its first chunk, which destroys it, and a transform is drained.

import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { once } from 'node:events'

async function firstBytes(path: string): Promise<number> {
  const file = createReadStream(path, { highWaterMark: 16 })
  for await (const chunk of file) return (chunk as Buffer).length
  return 0
}

export async function handler(): Promise<unknown> {
  const upper = new Transform({ transform: (chunk, _encoding, done) => done(null, String(chunk).toUpperCase()) })
  upper.end('done')
  const [text] = (await once(upper, 'data')) as [Buffer]
  return [await firstBytes('package.json'), text.toString()]
}
