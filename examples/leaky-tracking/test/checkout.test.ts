import { invoke, withLambda } from 'vitest-lambda'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const leaky = withLambda(() => import('../src/checkout-leaky.js'))
const checkout = withLambda(() => import('../src/checkout.js'))

const sent: unknown[] = []
beforeEach(() => {
  sent.length = 0
  vi.stubGlobal('fetch', async (_url: string, { body }: RequestInit) => {
    sent.push(body)
    return new Response()
  })
})
afterEach(() => vi.unstubAllGlobals())

// #region resumes
test("the event of one customer goes out in the next customer's invocation", async () => {
  await invoke(leaky, { order: 'o-1' })
  expect(sent).toEqual([])

  await leaky.idle('10m')
  const next = await invoke(leaky, { order: 'o-2' })
  expect(next).toResume({ kind: 'timer', at: 'src/batches.ts', invocation: 1 })
  expect(sent).toEqual(['order o-1'])
})

test('the event of the last customer is lost', async () => {
  expect(await invoke(leaky, { order: 'o-1' })).toLeak('timer')
  await leaky.recycle()

  const next = await invoke(leaky, { order: 'o-2' })
  expect(next).not.toResume()
  expect(sent).toEqual([])
})
// #endregion resumes

test('what waits is sent before the checkout answers', async () => {
  expect(await invoke(checkout, { order: 'o-1' })).not.toLeak()
  expect(sent).toEqual(['order o-1'])
})
