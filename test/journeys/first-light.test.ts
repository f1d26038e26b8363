import { invoke, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const counter = withLambda(() => import('./functions/counter.js'), { console: 'silent' })

test('a first invocation is cold, the second is warm and finds the module state of the first', async () => {
  const cold = await invoke(counter, { name: 'x' })
  const warm = await invoke(counter, { name: 'y' })
  expect(cold).toReturn({ count: 1, total: 1, hello: 'x' })
  expect(cold).toBeColdStart()
  expect(warm).toReturn({ count: 2, total: 2, hello: 'y' })
  expect(warm).toBeWarmStart()
})

test('another test starts cold', async () => {
  expect(await invoke(counter, {})).toReturn({ count: 1, total: 1 })
})
