// No leak: timers and a file handle are disposed of by using and await using.

import { open, writeFile } from 'node:fs/promises'
import { orders } from './parts/orders.js'

class Lock implements AsyncDisposable {
  async [Symbol.asyncDispose](): Promise<void> {
    await orders.log('unlocked')
  }
}

export async function handler(): Promise<string> {
  await writeFile('/tmp/leak-corpus-state', 'ready')
  await using _lock = new Lock()
  using _warning = setTimeout(() => console.warn('slow'), 5_000)
  await using file = await open('/tmp/leak-corpus-state')
  return file.readFile('utf8')
}
