// Keeps sessions in module scope, as if every request came to the same environment.

import { setTimeout as sleep } from 'node:timers/promises'

const sessions = new Set<string>()

export const handler = async (event: { readonly login?: string; readonly user?: string }): Promise<boolean> => {
  if (event.login !== undefined) sessions.add(event.login)
  await sleep(50)
  return sessions.has(event.login ?? event.user ?? '')
}
