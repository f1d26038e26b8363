// A pipeline into a file under /tmp without await.

import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

export async function handler(): Promise<string> {
  pipeline(createReadStream('package.json'), createWriteStream('/tmp/copy.json')) // leak: file
  return 'copied'
}
