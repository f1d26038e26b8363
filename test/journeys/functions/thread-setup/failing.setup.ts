// Stands for a module that needs another one to be mocked.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void =>
  mock('./service.js', () => {
    throw new Error('no database')
  })
