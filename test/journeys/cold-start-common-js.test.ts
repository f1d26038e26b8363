// CommonJS over cold starts: what a function requires is the environment's own, as what it imports is.

import { createRequire } from 'node:module'
import { withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

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
