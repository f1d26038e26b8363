// Replaces a module by which the function reaches another one.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void => mock('./service.js', () => ({ run: () => ['behind'] }))
