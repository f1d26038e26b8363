// Mocks a module by its path, which the function imports by an alias.

import type { SetupContext } from 'vitest-lambda'

export default async ({ mock }: SetupContext): Promise<void> => {
  mock('../../../../src/events.js', () => ({ events: 'mocked' }))
}
