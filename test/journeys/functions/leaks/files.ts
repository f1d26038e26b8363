// Begins work on /tmp and does not wait for it, in the ways that code has for that.

import { appendFile, createWriteStream, mkdir, write } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'

const told = (): void => console.log('told')

async function save(): Promise<void> {
  await writeFile('/tmp/saved', 'saved')
  told()
}

async function* pieces(): AsyncGenerator<string> {
  yield 'sa'
  yield 'ved'
}

export const ways: Readonly<Record<string, () => void>> = {
  promise: () => void writeFile('/tmp/saved', 'saved').then(told), // promise
  callback: () => appendFile('/tmp/saved', 'saved', told), // callback
  directory: () => mkdir('/tmp/saved', told), // directory
  stream: () => void createWriteStream('/tmp/saved').end('saved', told), // stream
  chunks: () => void writeFile('/tmp/saved', pieces()), // chunks
  read: () => void readFile('package.json'), // read
  within: () => void save(),
  descriptor: () => void write(1, 'line\n', told),
}

export const handler = async ({ way }: { way?: string }): Promise<void> => {
  console.log('entered')
  if (way !== undefined) ways[way]?.()
}
