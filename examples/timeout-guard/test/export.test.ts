import { type InvocationResult, invoke, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'
import type { Progress } from '../src/export.js'

const guarded = withLambda(() => import('../src/export.js'), { timeout: 3 })
const unguarded = withLambda(() => import('../src/export-unguarded.js'), { timeout: 3 })

// #region timeout
test('the guarded export stops in time and says where to go on', async () => {
  expect(await invoke(guarded, {})).toReturn({ items: ['item 1', 'item 2', 'item 3'], next: 4 })
})

test('the guarded export comes to its end over several invocations', async () => {
  const items: string[] = []
  let from: number | undefined = 1
  while (from !== undefined) {
    const part: InvocationResult<Progress> = await invoke(guarded, { from })
    items.push(...part.payload.items)
    from = part.payload.next
  }
  expect(items).toHaveLength(10)
})

test('the unguarded export runs into the timeout', async () => {
  const result = await invoke(unguarded, {})

  expect(result).toTimeOut()
  expect(result.error?.errorMessage).toMatch(/Task timed out after 3\.00 seconds/)
})

test('with too little time left the guarded export does not begin at all', async () => {
  expect(await invoke(guarded, {}, { remainingTimeInMillis: 900 })).toReturn({ items: [], next: 1 })
})
// #endregion timeout

test('the invocation after a timeout initialises the function again', async () => {
  expect(await invoke(unguarded, {})).toTimeOut()

  const next = await invoke(unguarded, { from: 9 })
  expect(next).toReturn({ items: ['item 9', 'item 10'] })
  expect(next).toBeColdStart()
})
