// What the functions of a setup module have around them when the test calls them.

import { type Lambda, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

type Setup = typeof import('./functions/thread-setup/reach.setup.js')

const reach = (): Lambda =>
  withLambda(() => import('./functions/thread-setup/reach.js'), {
    isolation: 'thread',
    setup: './test/journeys/functions/thread-setup/reach.setup.ts',
  })

describe('a function of the setup module that imports something for the first time', () => {
  test('has the module of the function: before it is invoked, and afterwards', async () => {
    const lambda = reach()
    const { seed } = lambda.setup<Setup>()
    expect(await seed()).toBe(2)
    expect(await lambda.invoke()).toReturn({ planted: 3 })
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn({ planted: 1 })
    expect(await seed()).toBe(3)
  })

  test('has packages and builtins', async () => {
    const lambda = reach()
    expect(await lambda.setup<Setup>().packages()).toEqual(['function', 'function'])
    expect(await lambda.invoke()).toReturn({ planted: 1 })
    expect(await lambda.setup<Setup>().packages()).toEqual(['function', 'function'])
  })

  test('is told that there is no such module', async () => {
    const lambda = reach()
    await expect(lambda.setup<Setup>().load('./nowhere.js')).rejects.toThrow(/Cannot find module '\S+nowhere\.js'/)
    expect(await lambda.invoke()).toReturn({ planted: 1 })
  })
})
