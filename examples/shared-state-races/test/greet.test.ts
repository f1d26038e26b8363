import { invoke, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const concurrency = { perEnvironment: 10 }
const shared = withLambda(() => import('../src/greet-shared.js'), { concurrency })
const greet = withLambda(() => import('../src/greet.js'), { concurrency })

test('a user kept at module level becomes that of another request', async () => {
  const [ada, bob] = await Promise.all([invoke(shared, { user: 'u1' }), invoke(shared, { user: 'u2' })])
  expect(ada).toReturn({ greeting: 'Hello Ada', user: 'u2' })
  expect(ada.record.environmentId).toBe(bob.record.environmentId)
})

test('a user kept in the handler stays that of its request', async () => {
  const [ada, bob] = await Promise.all([invoke(greet, { user: 'u1' }), invoke(greet, { user: 'u2' })])
  expect(ada).toReturn({ greeting: 'Hello Ada', user: 'u1' })
  expect(bob).toReturn({ greeting: 'Hello Bob', user: 'u2' })
})
