import { expect, test } from 'vitest'
import { startFailure, ThreadStartError } from '../../../src/sandbox/thread/start-failure.js'

test('a thread for which there is no room is told with how many there are, what each takes, and what to do', () => {
  const cause = new Error('Worker initialization failure: EMFILE')
  const error = startFailure(cause, 203)
  expect(error).toBeInstanceOf(ThreadStartError)
  expect(error.cause).toBe(cause)
  expect(error.stack).toMatchInlineSnapshot(`
    "ThreadStartError: no thread could be started for an environment: Worker initialization failure: EMFILE.

    Each environment of the test file has a thread, which takes about 5 descriptors and 25 MB; others that are there or starting: 203. Have fewer at once: await invocations in smaller groups, and end functions that have done their part (await using; those with lifetime: 'suite' keep their threads). Or allow the process more (ulimit -n), or run functions in process, where an environment takes none of that."
  `)
})

test.each(['EMFILE: too many open files, open thread-begin.cjs', 'Worker initialization failure: EAGAIN'])(
  'there is none where Node.js says: %s',
  (words) => {
    expect(startFailure(new Error(words), 1).message).toContain('there or starting: 1.')
  },
)

test('what fails otherwise is left as it is', () => {
  const error = new Error("Cannot find module '/thread-begin.cjs'")
  expect(startFailure(error, 0)).toBe(error)
})
