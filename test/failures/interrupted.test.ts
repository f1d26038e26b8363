// A run that is interrupted while a function in a thread loops.

import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { startVitest } from './run-vitest.js'

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test.each([
  ['forks', 'SIGINT'],
  ['threads', 'SIGINT'],
  ['forks', 'SIGTERM'],
] as const)('ends at once, in the pool %s by %s, and leaves no process and no socket', async (pool, signal) => {
  await using run = startVitest('interrupted', ['run', `--pool=${pool}`])
  const [, pid = '', folder = ''] = await run.said(/in process (\d+), modules at (\S+), begins\n/)
  expect(readdirSync(tmpdir())).toContain(folder)
  await run.end(signal)
  await expect.poll(() => runs(Number(pid)), { timeout: 30_000 }).toBe(false)
  expect(readdirSync(tmpdir())).not.toContain(folder)
})
