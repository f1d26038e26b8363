// The last hooks of a test and of a suite find their environments as they were.

import { invoke, type Lambda, withLambda } from 'vitest-lambda'
import { afterAll, aroundAll, aroundEach, describe, expect, onTestFinished, test } from 'vitest'

type Counter = Lambda<{ sleepMs?: number }, number>

const declare = (lifetime: 'test' | 'suite'): Counter =>
  withLambda(() => import('./functions/lifecycle/counter.js'), { lifetime, console: 'silent' })

describe('what aroundEach() does after the test', () => {
  const counter = declare('test')
  let madeInside: Counter | undefined

  aroundEach(async (runTest) => {
    expect(await invoke(counter, {})).toReturn(1)
    await runTest()
    expect(await invoke(counter, {})).toReturn(4)
    expect(await madeInside?.invoke({})).toReturn(2)
  })

  test.for([1, 2])('finds the environments of the test (%i)', async () => {
    onTestFinished(async () => {
      expect(await invoke(counter, {})).toReturn(3)
    })
    expect(await invoke(counter, {})).toReturn(2)
    madeInside = declare('test')
    expect(await invoke(madeInside, {})).toReturn(1)
  })

  describe('in a describe around it, too', () => {
    aroundEach(async (runTest) => {
      await runTest()
      expect(await invoke(counter, {})).toReturn(3)
    })

    test('is after those within it', async () => {
      madeInside = declare('test')
      expect(await invoke(madeInside, {})).toReturn(1)
      expect(await invoke(counter, {})).toReturn(2)
    })
  })
})

describe('a fixture that aroundEach() takes', { shuffle: false }, () => {
  const counter = declare('test')
  let refused: string | undefined
  const withFixture = test.extend<{ counted: undefined }>({
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures are needed
    counted: async ({}, use) => {
      await use(undefined)
      refused = await invoke(counter, {}).then(() => 'answered', String)
    },
  })

  describe('is cleaned up', () => {
    withFixture.aroundEach(async (runTest, { counted }) => {
      await runTest()
      expect(await invoke(counter, {})).toReturn(1)
      return counted
    })

    withFixture('by Vitest after all hooks', () => {
      expect(refused).toBeUndefined()
    })
  })

  test('and is told to use one', () => {
    expect(refused).toMatch(
      /^Error: invoke\(\): the test 'by Vitest after all hooks' is over, .*, in a hook at the latest, /,
    )
  })
})

describe('of concurrent tests, what aroundEach() does', { concurrent: true }, () => {
  const counter = declare('test')

  aroundEach(async (runTest) => {
    expect(await invoke(counter, {})).toReturn(1)
    await runTest()
    expect(await invoke(counter, {})).toReturn(3)
  })

  test.for([1, 2, 3])('belongs to its own one (%i)', async (n) => {
    expect(await invoke(counter, { sleepMs: 10 * n })).toReturn(2)
  })
})

describe('the last hooks of a suite', { shuffle: false }, () => {
  const found: unknown[] = []

  describe('wherever they are declared', () => {
    const after = async (): Promise<void> => void found.push((await invoke(counter, {})).payload)
    aroundAll(async (runSuite) => {
      await runSuite()
      await after()
    })
    afterAll(after)
    const counter = declare('suite')
    afterAll(after)
    aroundAll(async (runSuite) => {
      await runSuite()
      await after()
    })

    test('come when its tests are over', async () => {
      expect(await invoke(counter, {})).toReturn(1)
    })
  })

  // What fails in a describe's hook does not fail its tests.
  test('find its environments', () => {
    expect(found).toEqual([2, 3, 4, 5])
  })
})
