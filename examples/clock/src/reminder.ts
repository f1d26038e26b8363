import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for a while, then says when it woke up. */
export const handler = async (event: { minutes: number }) => {
  await sleep(event.minutes * 60_000)
  return { now: new Date().toISOString() }
}
