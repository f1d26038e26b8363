// No leak: a pause that loses its race is aborted.

import { setTimeout as sleep } from 'node:timers/promises'

export async function handler(): Promise<string> {
  const controller = new AbortController()
  const late = sleep(5_000, 'late', { signal: controller.signal }).catch(() => 'aborted')
  try {
    return await Promise.race([late, Promise.resolve('quick')])
  } finally {
    controller.abort()
  }
}
