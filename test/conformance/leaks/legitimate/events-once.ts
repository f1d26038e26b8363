// No leak: what a timer emits is awaited with events.once and with on().

import { EventEmitter, on, once } from 'node:events'

export async function handler(): Promise<unknown> {
  const bus = new EventEmitter()
  setTimeout(() => bus.emit('ready', 'x'), 20)
  const [ready] = (await once(bus, 'ready')) as [string]
  let count = 0
  const clock = setInterval(() => bus.emit('tick', count++), 5)
  for await (const [tick] of on(bus, 'tick')) {
    if (tick === 3) break
  }
  clearInterval(clock)
  return { ready, count }
}
