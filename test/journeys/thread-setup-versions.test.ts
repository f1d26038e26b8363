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

const settings = (answer: string): object => expect.objectContaining({ settings: answer })

describe('what a test arranges for a version', () => {
  test('is what the first invocation of that version finds, and of no other', async () => {
    const lambda = await published()
    const one = lambda.qualified('1')
    await one.setup<Setup>().answer('for version 1')
    expect(await lambda.invoke()).toReturn(settings('the default'))
    expect(await one.invoke()).toReturn(settings('for version 1'))
  })

  test('is found by an alias of it, and may be arranged by that', async () => {
    const lambda = await published()
    await lambda.createAlias('live', { functionVersion: '1' })
    await lambda.qualified('live').setup<Setup>().answer('arranged')
    expect(await lambda.qualified('1').setup<Setup>().asked()).toBe(0)
    expect(await lambda.invoke({}, { qualifier: 'live' })).toReturn(settings('arranged'))
  })

  test('is arranged by the version where an alias goes to two', async () => {
    const lambda = await published()
    await lambda.update({ description: 'another' })
    await lambda.publishVersion()
    await lambda.createAlias('live', { functionVersion: '1', additionalVersionWeights: { '2': 0.5 } })
    const { asked } = lambda.qualified('live').setup<Setup>()
    await expect(asked()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: settings: setup() of alias 'live' finds no environment, and which version the next invocation goes to is not known yet: 1 or 2. Name the version: qualified('1').setup().]`,
    )
    await lambda.qualified('2').setup<Setup>().answer('for version 2')
    expect(await lambda.qualified('2').invoke()).toReturn(settings('for version 2'))
    // Of the two only one has an environment now.
    expect(await asked()).toBe(2)
  })

  test('needs the version to be there', async () => {
    const lambda = await published()
    await expect(lambda.qualified('2').setup<Setup>().asked()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})

describe('a function of the setup module', () => {
  test('runs where an invocation without a qualifier does, in an environment of $LATEST, whatever was used since', async () => {
    const lambda = await published()
    const one = lambda.qualified('1')
    await lambda.invoke()
    await one.invoke()
    await one.invoke()
    expect(await lambda.setup<Setup>().asked()).toBe(2)
    expect(await one.setup<Setup>().asked()).toBe(3)
  })

  test('arranges what the cold start of $LATEST finds, where only a version has an environment', async () => {
    const lambda = await published()
    const one = lambda.qualified('1')
    await one.invoke()
    await lambda.setup<Setup>().answer('for $LATEST')
    expect(await lambda.invoke()).toReturn(settings('for $LATEST'))
    expect(await one.invoke()).toReturn({ settings: 'the default', again: 'the default', loadedAt: expect.anything() })
    expect(await one.setup<Setup>().asked()).toBe(3)
  })

  test('runs in the environment that was used last, where an alias goes to two versions', async () => {
    const lambda = await published()
    await lambda.update({ description: 'another' })
    await lambda.publishVersion()
    await lambda.createAlias('live', { functionVersion: '1', additionalVersionWeights: { '2': 0.5 } })
    const { asked } = lambda.qualified('live').setup<Setup>()
    await lambda.qualified('2').invoke()
    await lambda.qualified('1').invoke()
    // Takes no time: that of all environments is the same now.
    await lambda.qualified('2').invoke()
    expect(await asked()).toBe(3)
    await lambda.qualified('1').invoke()
    await lambda.qualified('1').invoke()
    expect(await asked()).toBe(4)
  })
})
