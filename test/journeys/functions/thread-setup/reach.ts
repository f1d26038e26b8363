// Plants one more, and tells what it finds around it.

import { readFileSync, writeFileSync } from 'node:fs'
import { plant } from './seeds.js'

const seeded = process.env['SEEDED']

export const handler = async ({ read, write }: { read?: string; write?: string } = {}): Promise<object> => {
  if (write !== undefined) writeFileSync(write, 'by the function')
  return { planted: plant(1), seeded, now: Date.now(), ...(read !== undefined && { text: readFileSync(read, 'utf8') }) }
}
