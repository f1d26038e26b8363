// Code that a thread cannot load: Lambda's own error, and what to do about it.

import { withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

test('a function in a thread that cannot be loaded says what to do, as in process', async () => {
  const guides = await Promise.all(
    ['in-process', 'thread'].map(async (isolation) => {
      const lambda = withLambda('test/journeys/functions/counter.handlr', {
        isolation: isolation as 'in-process' | 'thread',
        console: 'silent',
      })
      const result = await lambda.invoke({})
      expect(result).toFailWith('Runtime.HandlerNotFound')
      return result.record.guide
    }),
  )
  expect(guides[0]).toMatch(/did you mean 'handler'/)
  expect(guides[1]).toBe(guides[0])
})
