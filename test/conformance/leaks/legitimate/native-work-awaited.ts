// No leak: hashing, compression and name look-ups run in the thread pool, and are awaited.

import { pbkdf2, subtle } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

export async function handler(): Promise<unknown> {
  const key = await promisify(pbkdf2)('secret', 'salt', 1_000, 32, 'sha256')
  const digest = await subtle.digest('SHA-256', key)
  const packed = await promisify(gzip)('x'.repeat(10_000))
  const text = (await promisify(gunzip)(packed)).toString()
  const { family } = await lookup('127.0.0.1')
  return [digest.byteLength, text.length, family]
}
