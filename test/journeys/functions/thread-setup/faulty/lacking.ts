// Gives a mock that lacks a name which is imported.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void => mock('../db.js', () => ({ table: 'mocked' }))
