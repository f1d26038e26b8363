// Imports a module by an alias of the project's Vite, statically and later.

import { events } from 'vitest-lambda/events'

export const handler = async (): Promise<object> => ({
  events: String(events),
  again: String((await import('vitest-lambda/events')).events),
})
