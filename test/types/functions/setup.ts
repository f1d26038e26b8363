// A setup module as users write it.

import { vi } from 'vitest'
import type { SetupContext } from 'vitest-lambda'

const query = vi.fn((sql: string) => [`mocked ${sql}`])

export default ({ mock }: SetupContext): void => mock('./db.js', () => ({ query }))

export const queries = (): string[][] => query.mock.calls
export const answer = async (row: string, times?: number): Promise<number> => row.length + (times ?? 1)
export const limit = 3
