// Fills /tmp, or its memory, as it is told.

import { appendFileSync, createWriteStream, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const MB = 1024 * 1024
const held: Buffer[] = []
const chunk = Buffer.alloc(MB, 7)

function* chunks(megabytes: number): Iterable<Buffer> {
  for (let written = 0; written < megabytes; written++) yield chunk
}

const ways: Record<string, (megabytes: number) => unknown> = {
  append: (megabytes) => {
    for (const each of chunks(megabytes)) appendFileSync('/tmp/appended', each)
  },
  stream: (megabytes) => pipeline(Readable.from(chunks(megabytes)), createWriteStream('/tmp/streamed')),
  many: (megabytes) => {
    for (let count = 0; count < megabytes; count++) writeFileSync(`/tmp/file-${count}`, chunk)
  },
  small: (count) => {
    for (let made = 0; made < count; made++) writeFileSync(`/tmp/small-${made}`, 'x')
  },
  again: (megabytes) => {
    for (let count = 0; count < megabytes; count++) {
      writeFileSync('/tmp/new', chunk)
      renameSync('/tmp/new', '/tmp/file')
    }
  },
  hold: (megabytes) => {
    for (let count = 0; count < megabytes; count++) held.push(Buffer.alloc(MB, 7))
  },
  remove: () => rmSync('/tmp/appended'),
  spin: () => {
    for (;;);
  },
  heap: () => {
    writeFileSync('/tmp/lost', chunk)
    const all: unknown[] = []
    for (;;) all.push(Array.from({ length: 10_000 }, (_, index) => ({ index })))
  },
  look: () => Object.fromEntries(readdirSync('/tmp').map((name) => [name, statSync(`/tmp/${name}`).size / MB])),
}

export const handler = async ({ way, megabytes = 0 }: { way: string; megabytes?: number }): Promise<unknown> =>
  ways[way]?.(megabytes)
