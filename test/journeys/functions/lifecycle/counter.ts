// Counts its invocations in module state and, when asked, does something before it answers.

import { setTimeout as sleep } from 'node:timers/promises'

let count = 0

export const handler = async (event: {
  sleepMs?: number
  write?: string
  exit?: number
  label?: string
}): Promise<number> => {
  count++
  if (event.write !== undefined) (await import('node:fs')).writeFileSync(`/tmp/${event.write}`, 'kept')
  if (event.sleepMs !== undefined) await sleep(event.sleepMs)
  if (event.exit !== undefined) process.exit(event.exit)
  return count
}
