// Mocks what it has imported itself.

import type { SetupContext } from 'vitest-lambda'
import * as db from '../db.js'

export default ({ mock }: SetupContext): void => mock('../db.js', () => ({ ...db, query: () => ['in time'] }))
