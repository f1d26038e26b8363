// The setup modules of a function that has versions: whose functions a test calls.

import { type Lambda, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

type Setup = typeof import('./functions/thread-setup/ahead.setup.js')

const published = async (): Promise<Lambda> => {
  const lambda = withLambda(() => import('./functions/thread-setup/ahead.js'), {
    functionName: 'settings',
    isolation: 'thread',
    setup: './test/journeys/functions/thread-setup/ahead.setup.ts',
  })
  await lambda.publishVersion()
  return lambda
}

describe('a function of the setup module', () => {
  test('runs in the environment that was used last, whichever version that is of', async () => {
    const lambda = await published()
    const one = lambda.qualified('1')
    await lambda.invoke()
    await one.invoke()
    // Takes no time: that of all environments is the same now.
    await lambda.invoke()
    expect(await lambda.setup<Setup>().asked()).toBe(3)
    await one.invoke()
    await one.invoke()
    expect(await lambda.setup<Setup>().asked()).toBe(4)
  })
})
