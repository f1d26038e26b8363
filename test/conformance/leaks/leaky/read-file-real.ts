// A file of the deployment package that is read for a cache while the answer is already given.

import { readFile } from 'node:fs/promises'

const cache = new Map<string, string>()

async function warmUp(): Promise<void> {
  const text = await readFile('package.json', 'utf8') // leak: file
  cache.set('manifest', text)
}

export async function handler(): Promise<number> {
  warmUp() // via: file
  return cache.size
}
