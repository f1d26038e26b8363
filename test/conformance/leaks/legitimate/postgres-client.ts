// No leak: a client of pg is connected, used and ended in every invocation.

import { Client } from 'pg'

export async function handler(): Promise<unknown> {
  const client = new Client({ connectionString: process.env['DATABASE_URL'], query_timeout: 5_000 })
  await client.connect()
  try {
    const { rows } = await client.query<{ two: number }>('select 1 + 1 as two')
    return rows[0]?.two
  } finally {
    await client.end()
  }
}
