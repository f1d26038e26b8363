// Functions that fail for a reason which their error does not name.

import { readFile, writeFile } from 'node:fs/promises'

export const wraps = async (): Promise<void> => {
  await track().catch((cause: unknown) => {
    throw new Error('cannot track', { cause })
  })
}

export const catches = async (): Promise<unknown> => {
  for (let attempt = 1; attempt <= 3; attempt++) await track().catch(() => undefined)
  return { statusCode: 502 }
}

export const connects = async (): Promise<void> => {
  await track().catch((error: unknown) => {
    throw (error as Error).cause
  })
}

export const computes = async (_event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<void> => {
  while (context.getRemainingTimeInMillis() > -1000) await Promise.resolve()
}

export const reads = async (): Promise<void> => {
  await writeFile('/tmp/seen', '')
  while (Date.now() > 0) await readFile('/tmp/seen')
}

async function track(): Promise<void> {
  await fetch('https://api.example.com/track')
}
