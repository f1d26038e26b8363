import { expect, test } from 'vitest'
import { ThreadStartError } from '../../../src/sandbox/thread/start-failure.js'
import { withInvocation } from '../../../src/vitest/worker/thread-start.js'

const LINE = '    at /app/test/orders.test.ts:7:3'

test('an invocation that got no thread is told with its function and its line, and with why', () => {
  const cause = new Error('Worker initialization failure: EMFILE')
  const error = withInvocation(new ThreadStartError(cause, 203), 'orders', () => [LINE]) as Error
  expect(error.message).toMatch(
    /^'orders': no thread could be started for an environment: Worker initialization failure: EMFILE\.\n\n.*: 203\. /,
  )
  expect(error).toMatchObject({ name: 'ThreadStartError', cause })
  expect(error.stack?.split('\n').at(-1)).toBe(LINE)
})

test('whatever else an invocation rejects with is left as it is', () => {
  const error = new Error('the function was not found')
  expect(withInvocation(error, 'orders', () => [LINE])).toBe(error)
})
