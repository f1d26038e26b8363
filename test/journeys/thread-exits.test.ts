// How the process of a function in a thread ends, which is not the test's: what the caller gets, and what comes after it.

import { withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const lambda = withLambda(() => import('./functions/thread/exits.js'), {
  isolation: 'thread',
  console: 'silent',
  memorySize: 128,
  timeout: 60,
})

describe('the process of a function in a thread', { timeout: 120_000 }, () => {
  test.each([
    ['kill', 'Runtime.ExitError', 'signal: terminated'],
    ['kill, with SIGKILL', 'Runtime.ExitError', 'signal: killed'],
    ['kill, with SIGSEGV', 'Runtime.ExitError', 'signal: segmentation fault'],
    ['kill, with a number', 'Runtime.ExitError', 'signal: killed'],
    ['abort', 'Runtime.ExitError', 'signal: aborted'],
    ['exit', 'Runtime.ExitError', 'Runtime exited without providing a reason'],
    ['exit, with a status', 'Runtime.ExitError', 'exit status 3'],
    ['reallyExit', 'Runtime.ExitError', 'exit status 4'],
    ['a full heap', 'Runtime.OutOfMemory', 'signal: killed'],
    ['a promise that nothing settles', 'Runtime.ExitError', 'Runtime exited without providing a reason'],
  ])('ends by %s, and the next invocation begins a new one [ERR-11, ERR-13, RST-1]', async (way, errorType, text) => {
    const ended = await lambda.invoke({ way })
    expect(ended).toFailWith({ errorType, errorMessage: expect.stringContaining(text) as string })
    expect(await lambda.invoke({ way: 'count' })).toReturn(1)
  })

  test.each([
    ['a stack overflow in a timer', 'Maximum call stack size exceeded'],
    ['an exception in a timer', 'later'],
    ['a rejection', 'nobody cares'],
  ])('ends by %s that nothing catches [ERR-6, ERR-7, ERR-8]', async (way, message) => {
    const ended = await lambda.invoke({ way })
    expect(ended).toFailWith(/Runtime exited with error: exit status (?:1|128)$|nobody cares/)
    expect(ended).toHaveLogged(message)
    expect(await lambda.invoke({ way: 'count' })).toReturn(1)
  })

  test('does not end by a stack overflow, which is an error like any other', async () => {
    expect(await lambda.invoke({ way: 'a stack overflow' })).toFailWith({
      errorType: 'RangeError',
      errorMessage: 'Maximum call stack size exceeded',
    })
    expect(await lambda.invoke({ way: 'count' })).toReturn(2)
  })

  test('does not end by being asked whether it is there', async () => {
    expect(await lambda.invoke({ way: 'kill, with 0' })).toReturn(true)
    expect(await lambda.invoke({ way: 'count' })).toReturn(2)
  })
})
