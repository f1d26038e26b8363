// Mocks what it has imported by way of another module.

import type { SetupContext } from 'vitest-lambda'
import { run } from '../service.js'

export const real: unknown = run

export default ({ mock }: SetupContext): void => mock('../db.js', () => ({ query: () => [] }))
