// Uses local modules, packages and builtins, which a setup replaces.

import { hostname } from 'os'
import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { table } from './db.js'
import { run } from './service.js'

export const handler = async ({ sql }: { sql: string }): Promise<object> => ({
  rows: run(sql),
  table,
  host: hostname(),
  file: await readFile('/any', 'utf8').catch((error: Error) => error.message),
  hono: new Hono() instanceof Object && Hono.name,
})
