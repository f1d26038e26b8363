// Keeps the module of the function, and says so.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void => mock('./db.js', (original) => original())
