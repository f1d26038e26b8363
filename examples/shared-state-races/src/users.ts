// A database of users that takes its time.

import { setTimeout as sleep } from 'node:timers/promises'

const names: Record<string, string> = { u1: 'Ada', u2: 'Bob' }

export async function findName(user: string) {
  await sleep(user === 'u1' ? 20 : 10)
  return names[user] ?? 'stranger'
}
