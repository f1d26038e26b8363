// No leak: an awaited pipeline through gzip into a file under /tmp has closed all of its streams.

import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

export async function handler(): Promise<boolean> {
  await pipeline(createReadStream('package.json'), createGzip(), createWriteStream('/tmp/package.json.gz'))
  return (await stat('/tmp/package.json.gz')).size > 0
}
