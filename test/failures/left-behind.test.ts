// What runs that used threads leave behind: nothing.

import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { beforeAll, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

// One worker for all files, in both pools: 200 environments come and go, of which 20 are alive at once.
beforeAll(async () => {
  run = await runVitest({ root: 'left-behind' })
}, 600_000)

test('a run ends by itself, in the pools forks and threads, while a function of it loops', () => {
  expect(run.output).not.toMatch(/close timed out|did not exit|hanging/i)
  expect(run.tests.get('ends while its function loops')).toEqual({ status: 'passed', failures: [] })
  expect(run.exitCode).toBe(0)
})

test('after 200 environments a worker has no more descriptors, threads, handles and listeners than after 20', () => {
  for (const pool of ['forks', 'threads']) {
    for (const file of ['1-few', '2-before', '3-many', '4-after'])
      expect(run.output).toContain(`✓ |${pool}| ${file}.test.ts`)
  }
  expect(run.tests.get('a worker holds no more than before')).toEqual({ status: 'passed', failures: [] })
})

test('the folder of its socket is gone', () => {
  const address = run.output.match(/modules at (\S+)/)?.[1] ?? ''
  expect(address).not.toBe('')
  expect(readdirSync(tmpdir())).not.toContain(address)
})

test('a file that could not be loaded leaves nothing to the next one in its worker', async () => {
  const { output, tests } = await runVitest({ root: 'unloadable' })
  expect(output).toContain('Error: this file cannot be loaded')
  expect(tests.get('a worker holds no more than before')).toEqual({ status: 'passed', failures: [] })
})
