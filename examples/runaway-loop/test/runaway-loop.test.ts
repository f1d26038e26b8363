import { withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

// #region loop
test('a regular expression that never ends is cut off at the deadline, and the report says where it was', async () => {
  const discount = withLambda(() => import('../src/discount.js'), { isolation: 'thread', timeout: 1 })
  expect(await discount.invoke({ message: 'hello :TEN' })).toReturn({ code: 'TEN' })

  const stuck = await discount.invoke({ message: 'please give me the discount that was promised to me!' })

  expect(stuck).toTimeOut()
  expect(stuck.record.waitingFor).toEqual([expect.stringMatching(/src\/discount\.ts:6:/)])
})
// #endregion loop

test('the loop takes its process with it, and leaves /tmp: the next invocation starts cold where it had come to', async () => {
  const queue = withLambda(() => import('../src/queue.js'), { isolation: 'thread', timeout: 1 })
  expect(await queue.invoke({ jobs: ['a', 'b', '', 'c'] })).toTimeOut()

  const next = await queue.invoke({ jobs: ['a', 'b', 'fixed', 'c'] })

  expect(next).toBeColdStart()
  expect(next).toReturn({ done: 4, invocations: 1 })
  expect(next).toHaveTmpFile('/tmp/progress', '4')
})

test('the test goes on meanwhile: a loop of the function is no loop of yours', async () => {
  const discount = withLambda(() => import('../src/discount.js'), { isolation: 'thread', timeout: 1 })
  let ticks = 0
  const timer = setInterval(() => ticks++, 10)

  expect(await discount.invoke({ message: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' })).toTimeOut()

  clearInterval(timer)
  expect(ticks).toBeGreaterThan(5)
})
