// Stands between the handler and what is mocked.

import { query } from './db.js'

export const run = (sql: string): string[] => query(sql)
