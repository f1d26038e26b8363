// Asks PostgreSQL with one client, connected during Init; `reconnect` makes another when the first is lost.

import { Client } from 'pg'

interface Settings {
  readonly reconnect?: boolean
}

let client = await connected()

export const handler = async ({ reconnect = false }: Settings): Promise<number> => {
  try {
    return await one()
  } catch (error) {
    if (!reconnect) throw error
    client = await connected()
    return one()
  }
}

async function connected(): Promise<Client> {
  const made = new Client({ connectionString: process.env['DATABASE_URL'] ?? '' })
  made.on('error', () => {})
  await made.connect()
  return made
}

async function one(): Promise<number> {
  const { rows } = await client.query<{ one: number }>('select 1 as one')
  return rows[0]?.one ?? 0
}
