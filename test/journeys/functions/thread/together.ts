// Waits for other invocations of it, or takes its time.

import { setTimeout as sleep } from 'node:timers/promises'

let invocations = 0

export const handler = async (event: {
  readonly name?: string
  readonly ms?: number
  readonly url?: string
}): Promise<unknown> => {
  invocations++
  console.info(`${event.name} begins`)
  if (event.url !== undefined) await fetch(event.url).then((response) => response.text())
  if (event.ms !== undefined) await sleep(event.ms)
  console.info(`${event.name} ends`)
  return { name: event.name, invocations, now: Date.now() }
}

if (process.env['INIT_URL'] !== undefined) await fetch(process.env['INIT_URL'])
if (process.env['INIT_MS'] !== undefined) await sleep(Number(process.env['INIT_MS']))
