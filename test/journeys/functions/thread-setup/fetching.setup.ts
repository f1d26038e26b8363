// Answers for the web, as msw and nock do it: by replacing what asks.

import { vi } from 'vitest'

let text = 'from the setup'
const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(text))

export const urls = (): string[] => spy.mock.calls.map(([url]) => String(url))
export const answer = (next: string): void => void (text = next)
