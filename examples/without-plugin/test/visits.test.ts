import { invoke, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const visits = withLambda(() => import('../src/visits.js'))

test('with the setup file alone the function starts cold, stays warm and is recycled', async () => {
  expect(await invoke(visits)).toReturn({ visits: 1 })
  expect(await invoke(visits)).toReturn({ visits: 2 })
  await visits.recycle()
  expect(await invoke(visits)).toReturn({ visits: 1 })
})
