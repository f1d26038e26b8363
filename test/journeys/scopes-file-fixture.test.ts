import { withLambda } from 'vitest-lambda'
import { expect, test as base } from 'vitest'

const counter = withLambda(() => import('./functions/counter.js'), { lifetime: 'suite', console: 'silent' })

const test = base.extend('warm', { scope: 'file' }, async () => {
  await counter.invoke({})
  return counter
})

// In whichever order: the first one finds what the fixture has warmed up, the second one what the first has left.
test.for([1, 2])('a fixture of a file can give a lambda of the file, warmed up (%i)', async (_, { warm }) => {
  const result = await warm.invoke({})
  expect(result).toBeWarmStart()
  expect(result.payload.count).toBeGreaterThan(1)
})
