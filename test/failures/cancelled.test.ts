// What tests are told that Vitest has cancelled, because another one failed: nothing, since they had no time to look.

import { beforeAll, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({ root: 'cancelled' })
})

test.each([
  'an event in the queue',
  'an event in the queue of a function of the file',
  'an invocation without await',
  'a failure that nothing looked at',
  'work left behind',
])('a test that was cancelled has no error of its own: %s', (name) => {
  expect(run.tests.get(name)).toEqual({ status: 'skipped', failures: [] })
})

test('the one that failed is reported in whole, and alone', () => {
  expect(run.messageOf('the one that fails')).toBe(
    "AssertionError: expected 'this test' to be 'green' // Object.is equality",
  )
  expect(run.output).toContain('1 failed | 5 skipped (6)')
  expect(run.output).not.toMatch(/Failed Suites|Unhandled/)
  expect(run.exitCode).toBe(1)
})
