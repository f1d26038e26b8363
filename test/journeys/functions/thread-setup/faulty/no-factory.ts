// Wants a mock to be made of nothing.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void => (mock as (specifier: string) => void)('../db.js')
