// A query that a pool of pg runs without await.

import { Pool } from 'pg'
import type { Order } from './parts/order.js'

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 2 })

export async function handler(order: Order): Promise<string> {
  await pool.query('select $1::text as id', [order.id])
  pool.query('select pg_sleep(0.3)') // leak: socket
  return order.id
}
