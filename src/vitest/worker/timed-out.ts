// Whether Vitest gave up waiting for a test.

import type { RunnerTestCase } from 'vitest'

/** True for a test that ran into its timeout. Source: https://vitest.dev/config/testtimeout */
export function timedOut({ result }: Pick<RunnerTestCase, 'result'>): boolean {
  return (
    result?.errors?.some(({ name, message }) => name === 'TestTimeoutError' || /^Test timed out in \d/.test(message)) ??
    false
  )
}
