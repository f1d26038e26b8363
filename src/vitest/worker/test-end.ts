// How a test ended, as far as Vitest tells it before the test's last hooks are over.

import type { RunnerTestCase } from 'vitest'
import type { TestEnd } from './scope.js'

/** Of the attempt that is running. Source of the timeout's error: https://vitest.dev/config/testtimeout */
export function testEnd({ result }: Pick<RunnerTestCase, 'result'>): TestEnd {
  if (result?.state !== 'fail') return { failed: false }
  const messages = result.errors?.map(({ message }) => message) ?? []
  const timeout = messages.map((message) => /^Test timed out in (\d+)ms/.exec(message)?.[1]).find(Boolean)
  return { failed: true, ...(timeout && { timedOutAfterMs: Number(timeout) }) }
}
