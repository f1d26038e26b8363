// Which line Vitest shows for a failure that has no frame of the function: the one that invoked it.

import { beforeAll, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({ projects: ['guides'] }, ['run', 'unobserved-lines'])
})

/** The frames of each failure, from its stack. */
function frames(name: string): string[][] {
  const failures = run.tests.get(name)?.failures ?? []
  return failures.map((text) => text.split('\n').flatMap((line) => /^\s+at (?:async )?(.*)$/.exec(line)?.[1] ?? []))
}

test.each([
  ['a timeout that nobody looks at', 'stuck.invoke()'],
  ['an exit that nobody looks at', 'exits.invoke()'],
])('the line of the test is shown: %s', (name, call) => {
  expect(run.messageOf(name)).toMatch(/^UnobservedFunctionError: (?:Sandbox\.Timedout|Runtime\.ExitError): /)
  const [[frame] = []] = frames(name)
  const line = /^<fixtures>\/guides\/unobserved-lines\.test\.ts:(\d+):3$/.exec(frame ?? '')?.[1]
  expect(run.output).toMatch(new RegExp(`${line}\\|   await ${call.replace(/[.()]/g, '\\$&')}`))
})

test('every line on the way from the test is there, once for several of the same place', () => {
  const place = /^(?:(\w+) \()?<fixtures>\/guides\/unobserved-lines\.test\.ts:\d+:3\)?$/
  const name = 'exits in a function of the test'
  expect(frames(name).map((all) => all.map((frame) => place.exec(frame)?.[1]))).toEqual([['twice', undefined]])
  expect(run.messageOf(name)).toMatch(/\n\nThe same happened 2 times; this was the first\.$/)
})

test('the line that invoked is shown of an invocation that nobody awaits', () => {
  const [[frame, ...others] = []] = frames('an exit that nobody awaits')
  const line = /^<fixtures>\/guides\/unobserved-lines\.test\.ts:(\d+):14$/.exec(frame ?? '')?.[1]
  expect(run.output).toMatch(new RegExp(`${line}\\|   void exits\\.invoke\\(\\)`))
  expect(others).toEqual([])
})
