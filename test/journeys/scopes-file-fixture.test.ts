import { invoke, withLambda } from 'vitest-lambda'
import { afterAll, aroundAll, expect, test as base } from 'vitest'

const counter = withLambda(() => import('./functions/counter.js'), { lifetime: 'suite', console: 'silent' })

const test = base
  .extend('event', { scope: 'file' }, () => ({}))
  .extend('warm', { scope: 'file' }, async ({ event }, { onCleanup }) => {
    await counter.invoke(event)
    onCleanup(stillWarm)
    return counter
  })

// What fails in here fails the file.
afterAll(stillWarm)
aroundAll(async (runSuite) => {
  await runSuite()
  await stillWarm()
})

// In whichever order: the first one finds what the fixture has warmed up, the second one what the first has left.
test.for([1, 2])(
  'a fixture of a file can give a lambda of the file, warmed up, and use it when it cleans up (%i)',
  async (_, { warm }) => {
    const result = await warm.invoke({})
    expect(result).toBeWarmStart()
    expect(result.payload.count).toBeGreaterThan(1)
  },
)

async function stillWarm(): Promise<void> {
  expect(await invoke(counter, {})).toBeWarmStart()
}
