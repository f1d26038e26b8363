// Replaces a local module, a package, and two builtins; its exports tell what the spies have seen.

import { vi } from 'vitest'
import type { SetupContext } from 'vitest-lambda'

const query = vi.fn((sql: string) => [`mocked ${sql}`])

export default ({ mock }: SetupContext): void => {
  mock<typeof import('./db.js')>('./db.js', async (original) => ({ ...(await original()), query }))
  mock('hono', () => ({ Hono: function Fake() {} }))
  mock('node:os', () => ({ hostname: () => 'mocked' }))
  mock('fs/promises', async (original) => ({ ...(await original()), readFile: async () => 'mocked' }))
}

export const queries = (): string[][] => query.mock.calls
export const answer = (...rows: string[]): void => void query.mockReturnValueOnce(rows)
export const later = async (value: { deep: Map<string, number> }): Promise<Map<string, number>> => value.deep
export const noData = (): unknown => () => 'a function'
export const fail = (): never => {
  throw new RangeError('out of bounds')
}
export const limit = 3
