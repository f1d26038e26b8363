// No leak: files are written, listed, read and removed with await, and a file handle is closed.

import { mkdir, open, readdir, rm, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createReadStream } from 'node:fs'

export async function handler(): Promise<unknown> {
  await mkdir('/tmp/leak-corpus-lines', { recursive: true })
  await writeFile('/tmp/leak-corpus-lines/lines.txt', 'one\ntwo\n')
  const lines: string[] = []
  for await (const line of createInterface({ input: createReadStream('/tmp/leak-corpus-lines/lines.txt') }))
    lines.push(line)
  const handle = await open('/tmp/leak-corpus-lines/lines.txt')
  const { size } = await handle.stat()
  await handle.close()
  const names = await readdir('/tmp/leak-corpus-lines')
  await rm('/tmp/leak-corpus-lines', { recursive: true })
  return { lines, names, size }
}
