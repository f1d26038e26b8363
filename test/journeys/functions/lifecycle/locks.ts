// Takes a lock that lasts until its own deadline, as idempotency libraries do, and says how late it is when it finds one.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from 'aws-lambda'

const LOCK = '/tmp/locked-until'

export const handler = async (event: { hang?: boolean }, context: Context): Promise<{ lateMs?: number }> => {
  if (existsSync(LOCK)) return { lateMs: Date.now() - Number(readFileSync(LOCK, 'utf8')) }
  writeFileSync(LOCK, String(Date.now() + context.getRemainingTimeInMillis()))
  if (event.hang) await sleep(60_000)
  return {}
}
