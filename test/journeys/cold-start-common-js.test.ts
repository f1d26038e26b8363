// CommonJS over cold starts: what a function requires is the environment's own, as what it imports is.

import { createRequire } from 'node:module'
import { withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'

const require = createRequire(import.meta.url)
const folder = 'test/journeys/functions/cold-start/common'
const common = withLambda(`${folder}/handler.handler`)

const first = [1, 1, 1, 1, 'function']
const second = [2, 2, 2, 2, 'function']

describe('a CommonJS function', () => {
  test('has fresh state in its own file, in what it requires, at once or lazily, and in required JSON', async () => {
    const payloads = [(await common.invoke()).payload, (await common.invoke()).payload]
    await common.recycle()
    payloads.push((await common.invoke()).payload)
    expect(payloads).toEqual([first, second, first])
  })

  test('begins anew in the next test', async () => {
    expect(await common.invoke()).toReturn(first)
  })

  test('shares nothing between two cold starts at once', async () => {
    const results = await Promise.all([common.invoke(), common.invoke()])
    expect(results.map(({ payload }) => payload)).toEqual([first, first])
  })

  test('shares nothing with the test, which requires the same file', async () => {
    const state = require('./functions/cold-start/common/state.cjs') as { count: number }
    state.count += 100
    const before = state.count
    expect(await common.invoke()).toReturn(first)
    expect(state.count).toBe(before)
    expect(require('./functions/cold-start/common/state.cjs')).toBe(state)
  })

  test('names the packages that it requires and that were loaded before', async () => {
    await common.invoke()
    await common.recycle()
    expect((await common.invoke()).record.sharedModules).toEqual(['fast-check'])
  })

  test('whose required file throws evaluates it again in each Init [INIT-6]', async () => {
    const lambda = withLambda(`${folder}/throwing.handler`, { console: 'silent' })
    const failed = await lambda.invoke()
    expect(failed).toFailWith({ errorType: 'Error', errorMessage: 'no connection' })
    expect(failed.record.logs.filter(({ line }) => line.includes('evaluating'))).toHaveLength(2)
    await lambda.update({ environment: { CONNECTION: 'yes' } })
    expect(await lambda.invoke()).toReturn('connected')
  })
})

describe('a CommonJS file of a function', () => {
  test.each([
    ['nodejs24.x', undefined],
    ['nodejs22.x', '/var/runtime/index.mjs'],
  ] as const)(
    'is evaluated as Node.js does it, and its module is the one that require() gives, on %s [RES-17]',
    async (runtime, parent) => {
      const lambda = withLambda(`${folder}/as-node.handler`, { runtime })
      expect(await lambda.invoke()).toReturn({
        sloppy: true,
        before: true,
        self: true,
        loaded: true,
        id: true,
        paths: true,
        children: ['as-node.cjs', 'state.cjs'],
        main: false,
        ...(parent !== undefined && { parent }),
      })
    },
  )

  test('is one and the same for import and require() [RES-17]', async () => {
    expect(await withLambda(`${folder}/imports-common.handler`).invoke()).toReturn([true, 'function', 'named'])
  })

  test('shows its own lines in a stack [RES-17]', async () => {
    const { error } = await withLambda(`${folder}/failing.handler`, { console: 'silent' }).invoke()
    expect(error?.trace?.[1]).toMatch(/at fail \(.*failing\.cjs:4:9\)$/)
  })

  test('is what the test imports to the test, in a way of its own', async () => {
    const own = await vi.importActual<{ evaluations: number }>('./functions/cold-start/common/failing.cjs')
    const lambda = withLambda(`${folder}/failing.handler`, { console: 'silent' })
    expect((await lambda.invoke()).error?.errorType).toBe('TypeError')
    expect(own.evaluations).toBe(1)
  })

  test('calls what the test spies on', async () => {
    const own = await vi.importActual<{ helper: () => string }>('./functions/cold-start/common/spied.cjs')
    const lambda = withLambda(`${folder}/calls-spied.handler`)
    expect(await lambda.invoke()).toReturn('helped')
    vi.spyOn(own, 'helper').mockReturnValueOnce('spied')
    expect(await lambda.invoke()).toReturn('spied')
    expect(own.helper).toHaveBeenCalledOnce()
    vi.restoreAllMocks()
  })
})
