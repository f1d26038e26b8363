// A function that imports a module with state when it needs it.

import { setTimeout as sleep } from 'node:timers/promises'

interface Event {
  readonly slow?: boolean
  readonly times?: number
}

export const handler = async ({ slow = false, times = 1 }: Event): Promise<number> => {
  if (slow) await sleep(500)
  let count = 0
  for (let i = 0; i < times; i++) {
    const { counted } = await import('./counted.js')
    count = counted()
  }
  return count
}
