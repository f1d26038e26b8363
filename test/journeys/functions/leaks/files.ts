// Begins work on /tmp and does not wait for it, in the ways that code has for that.

import { appendFile, mkdir, write } from 'node:fs'
import { writeFile } from 'node:fs/promises'

const told = (): void => console.log('told')

async function save(): Promise<void> {
  await writeFile('/tmp/saved', 'saved')
  told()
}

export const ways: Readonly<Record<string, () => void>> = {
  promise: () => void writeFile('/tmp/saved', 'saved').then(told), // promise
  callback: () => appendFile('/tmp/saved', 'saved', told), // callback
  directory: () => mkdir('/tmp/saved', told), // directory
  within: () => void save(),
  descriptor: () => void write(1, 'line\n', told),
}

export const handler = async ({ way }: { way?: string }): Promise<void> => {
  console.log('entered')
  if (way !== undefined) ways[way]?.()
}
