// Mocks one module by two names.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void => {
  mock('fs', () => ({}))
  mock('node:fs', () => ({}))
}
