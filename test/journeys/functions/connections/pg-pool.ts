// Asks PostgreSQL with a pool, which connects when it is first asked.

import { Pool } from 'pg'

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] ?? '', max: 1 })
pool.on('error', () => {})

export const handler = async (): Promise<number> => {
  const { rows } = await pool.query<{ one: number }>('select 1 as one')
  return rows[0]?.one ?? 0
}
