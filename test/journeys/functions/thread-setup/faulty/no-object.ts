// Gives no exports.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void => mock('../db.js', () => undefined as unknown as object)
