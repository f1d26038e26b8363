// What runs that used threads leave behind: nothing.

import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { beforeAll, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({ root: 'left-behind' })
})

test('a run ends by itself, in the pools forks and threads, while a function of it loops', () => {
  expect(run.output).not.toMatch(/close timed out|did not exit|hanging/i)
  expect(run.tests.get('ends while its function loops')).toMatchObject({ status: 'passed' })
  expect(run.exitCode).toBe(0)
})

test('twenty environments at once leave no descriptor and no thread', () => {
  const { status, failures } = run.tests.get('many environments are alive at once, and nothing is left of them') ?? {}
  expect(failures).toEqual([])
  expect(status).toBe('passed')
})

test('the folder of its socket is gone', () => {
  const address = run.output.match(/modules at (\S+)/)?.[1] ?? ''
  expect(address).not.toBe('')
  expect(readdirSync(tmpdir())).not.toContain(address)
})
