// The first thread of a test file boots while the file's modules are loaded.

import { type Lambda, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'
import { worker } from '../../src/vitest/worker/worker.js'

const threadsBefore = worker().threads
const lambda: Lambda = withLambda(() => import('./functions/thread/counter.js'), {
  isolation: 'thread',
  console: 'silent',
})

test('before anything is declared: the text of the file says that it needs one', () => {
  expect(threadsBefore).toBeDefined()
  expect(worker().threads).toBe(threadsBefore)
})

test('it is told which function is declared, and runs it', async () => {
  expect(await lambda.invoke({})).toReturn({ count: 1 })
  expect(await lambda.invoke({})).toReturn({ count: 2 })
  expect([...lambda.environments]).toHaveLength(1)
})
