// How a test ended, as far as Vitest tells it before the test's last hooks are over.

import type { TestContext } from 'vitest'
import type { TestEnd } from './scope.js'

/**
 * Of the attempt that is running. What fails aborts its own signal too, by a timeout: without a failure the run was
 * cancelled. Sources: https://vitest.dev/guide/test-context#signal and, of the timeout's error,
 * https://vitest.dev/config/testtimeout
 */
export function testEnd({ task, signal }: Pick<TestContext, 'task' | 'signal'>): TestEnd {
  const { result } = task
  if (result?.state !== 'fail') return { failed: false, ...(signal.aborted && { cancelled: true }) }
  const messages = result.errors?.map(({ message }) => message) ?? []
  const timeout = messages.map((message) => /^Test timed out in (\d+)ms/.exec(message)?.[1]).find(Boolean)
  return { failed: true, ...(timeout && { timedOutAfterMs: Number(timeout) }) }
}
