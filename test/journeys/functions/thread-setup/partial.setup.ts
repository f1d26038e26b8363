// Replaces a package, and leaves the local modules as they are.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void => mock('hono', () => ({ Hono: function Fake() {} }))
