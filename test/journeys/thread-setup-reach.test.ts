// What the functions of a setup module have around them when the test calls them.

import { type Lambda, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

type Setup = typeof import('./functions/thread-setup/reach.setup.js')

const reach = (): Lambda<{ read?: string; write?: string }> =>
  withLambda(() => import('./functions/thread-setup/reach.js'), {
    isolation: 'thread',
    setup: './test/journeys/functions/thread-setup/reach.setup.ts',
    environment: { TABLE: 'orders' },
  })

const planted = (count: number): object => expect.objectContaining({ planted: count })

describe('a function of the setup module that imports something for the first time', () => {
  test('has the module of the function: before it is invoked, and afterwards', async () => {
    const lambda = reach()
    const { seed } = lambda.setup<Setup>()
    expect(await seed()).toBe(2)
    expect(await lambda.invoke()).toReturn(planted(3))
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn(planted(1))
    expect(await seed()).toBe(3)
  })

  test('has packages and builtins', async () => {
    const lambda = reach()
    expect(await lambda.setup<Setup>().packages()).toEqual(['function', 'function'])
    expect(await lambda.invoke()).toReturn(planted(1))
    expect(await lambda.setup<Setup>().packages()).toEqual(['function', 'function'])
  })

  test('is told that there is no such module', async () => {
    const lambda = reach()
    await expect(lambda.setup<Setup>().load('./nowhere.js')).rejects.toThrow(/Cannot find module '\S+nowhere\.js'/)
    expect(await lambda.invoke()).toReturn(planted(1))
  })
})

describe('a function of the setup module', () => {
  test('has the /tmp of the environment: what it writes is there for the cold start, and the other way round', async () => {
    const lambda = reach()
    const { write, append } = lambda.setup<Setup>()
    await write('/tmp/cache', 'by the test')
    const [environment] = lambda.environments
    expect(environment?.tmp.files).toEqual({ '/tmp/cache': { bytes: 11, text: 'by the test' } })
    const first = await lambda.invoke({ read: '/tmp/cache' })
    expect(first).toReturn(expect.objectContaining({ text: 'by the test' }))
    await lambda.invoke({ write: '/tmp/cache' })
    expect(await append('/tmp/cache', ', and by the test')).toBe('by the function, and by the test')
    const last = await lambda.invoke({ read: '/tmp/cache' })
    expect(last).toReturn(expect.objectContaining({ text: 'by the function, and by the test' }))
    expect(last).not.toLeak()
    expect(last.record.resumed).toEqual([])
  })

  test('writes nowhere else, as code of the environment', async () => {
    const lambda = reach()
    await expect(lambda.setup<Setup>().write('reached', '')).rejects.toMatchObject({ code: 'EROFS' })
    await lambda.invoke()
    await expect(lambda.setup<Setup>().write('/var/task/reached', '')).rejects.toMatchObject({ code: 'EROFS' })
  })

  test('has its variables, its working directory and its network', async () => {
    const lambda = reach()
    const { around, set, connect } = lambda.setup<Setup>()
    await set('SEEDED', 'by the test')
    const expected = { table: 'orders', home: undefined, directory: '/var/task', hasFixtures: true, temporary: '/tmp' }
    expect(await around()).toEqual(expected)
    const first = await lambda.invoke()
    expect(first).toReturn(expect.objectContaining({ seeded: 'by the test' }))
    expect(await around()).toEqual(expected)
    expect(await connect('http://api.example.com')).toContain('api.example.com')
    // What it has asked for, the function has not.
    expect((await lambda.invoke()).record.missingEnv).toEqual([])
  })

  test('has the time of the machine, and takes none of the function', async () => {
    const lambda = reach()
    const { now, waits } = lambda.setup<Setup>()
    const { payload: before } = (await lambda.invoke()) as unknown as { payload: { now: number } }
    await lambda.idle('10m')
    expect(await now()).toBeLessThan(before.now + 600_000)
    expect(await waits(20)).toBeGreaterThanOrEqual(19)
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ now: before.now + 600_000 }))
  })
})
