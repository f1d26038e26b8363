import { withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const lambda = withLambda(() => import('./functions/isolation/asks-for-global.js'))

// Twice, in random order: the second one would find what the first has left.
test.each(['one test', 'another test'])(
  'a global of an environment that is gone is not even a name, in %s',
  async () => {
    expect('ordersCache' in globalThis).toBe(false)
    expect(await lambda.invoke()).toReturn(1)
    expect(await lambda.invoke()).toReturn(2)

    await lambda.recycle()

    expect('ordersCache' in globalThis).toBe(false)
    expect(await lambda.invoke()).toReturn(1)
  },
)
