// Collects events for a moment and sends them together, as clients for analytics do.

import { track } from './track.js'

const waiting: string[] = []
let timer: NodeJS.Timeout | undefined

export function collect(event: string): void {
  waiting.push(event)
  timer ??= setTimeout(flush, 200)
}

/** Sends at once what waits. */
export async function flush(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  if (waiting.length > 0) await track(waiting.splice(0).join('\n'))
}
