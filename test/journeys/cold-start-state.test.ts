// Module state in a cold start: every kind of local module begins anew, and nothing crosses over.

import { type InvocationResult, withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'
import { counted } from './functions/cold-start/counted.js'

const first = { own: 1, deep: 1, cycle: 1, awaited: 1, reExported: 1, everything: 2, json: 1, cjs: 1 }
const second = { own: 2, deep: 2, cycle: 2, awaited: 2, reExported: 3, everything: 4, json: 2, cjs: 2 }

describe('a cold start', () => {
  const graph = withLambda(() => import('./functions/cold-start/graph.js'))

  test('evaluates deep imports, cycles, top-level awaits, re-exports, JSON and .cjs files anew [INIT-1]', async () => {
    const cold = await graph.invoke()
    const warm = await graph.invoke()
    await graph.recycle()
    const recycled = await graph.invoke()
    expect([cold, warm, recycled].map(({ payload }) => payload)).toEqual([first, second, first])
    expect(recycled).toBeColdStart()
  })

  test('begins anew in the next test, whichever test ran before', async () => {
    expect(await graph.invoke()).toReturn(first)
  })

  test('begins anew after the environment idled for too long [LIF-5]', async () => {
    expect(await graph.invoke()).toReturn(first)
    await graph.idle('16m')
    expect(await graph.invoke()).toReturn(first)
  })

  test('begins anew after the code was updated [LIF-7]', async () => {
    expect(await graph.invoke()).toReturn(first)
    await graph.update({ memorySize: 256 })
    expect(await graph.invoke()).toReturn(first)
  })

  test('begins anew after the process was lost [RST-2]', async () => {
    const crashing = withLambda(() => import('./functions/cold-start/crashing.js'))
    const counts = [
      await crashing.invoke({}),
      await crashing.invoke({}),
      await crashing.invoke({ exit: true }),
      await crashing.invoke({}),
    ]
    expect(counts.map(({ payload }) => payload)).toEqual([
      1,
      2,
      expect.objectContaining({ errorType: 'Runtime.ExitError' }),
      1,
    ])
  })

  test('finds the handler in a default export, and begins it anew [RES-9]', async () => {
    const lambda = withLambda(() => import('./functions/cold-start/default-export.js'))
    const counts = [await lambda.invoke(), await lambda.invoke()]
    await lambda.recycle()
    counts.push(await lambda.invoke())
    expect(counts.map(({ payload }) => payload)).toEqual([1, 2, 1])
  })

  test('takes a loader that gives { handler } or the handler itself', async () => {
    const wrapped = withLambda(() =>
      import('./functions/cold-start/default-export.js').then((module) => module.default),
    )
    const bare = withLambda(async () => (await import('./functions/cold-start/default-export.js')).default.handler)
    for (const lambda of [wrapped, bare]) {
      expect(await lambda.invoke()).toReturn(1)
      await lambda.recycle()
      expect(await lambda.invoke()).toReturn(1)
    }
  })
})

describe('two cold starts at once', () => {
  test('share no module', async () => {
    const graph = withLambda(() => import('./functions/cold-start/slow-init.js'))
    const [a, b] = await Promise.all([graph.invoke(), graph.invoke()])
    expect(a.record.environmentId).not.toBe(b.record.environmentId)
    expect([a.payload, b.payload]).toEqual([1, 1])
    const warm = await Promise.all([graph.invoke(), graph.invoke(), graph.invoke()])
    expect(warm.map(({ payload }) => payload).toSorted()).toEqual([1, 2, 2])
  })

  test.each(Array.from({ length: 5 }, (_, index) => index))(
    'share no module, functions of different files neither (%i)',
    async () => {
      const lambdas = [
        withLambda(() => import('./functions/cold-start/graph.js')),
        withLambda(() => import('./functions/cold-start/slow-init.js')),
        withLambda(() => import('./functions/cold-start/lazy.js')),
      ]
      const results: InvocationResult[] = await Promise.all([...lambdas, ...lambdas].map((lambda) => lambda.invoke()))
      expect(results.map(({ payload }) => payload)).toEqual([first, 1, 1, first, 1, 1])
    },
  )
})

describe('a lazy import()', () => {
  test('in an old environment stays in it, after newer environments imported the same module', async () => {
    const lambda = withLambda(() => import('./functions/cold-start/lazy.js'))
    const [older, newer] = await Promise.all([lambda.invoke({ slow: true }), lambda.invoke({ times: 3 })])
    expect([older.payload, newer.payload]).toEqual([1, 3])
    const [again] = await Promise.all([lambda.invoke({ slow: true }), lambda.invoke({})])
    expect(again.record.environmentId).toBe(older.record.environmentId)
    expect(again).toReturn(2)
  })

  test('that happens for the first time in a warm environment is evaluated in it', async () => {
    const lambda = withLambda(() => import('./functions/cold-start/lazy.js'))
    expect(await lambda.invoke({ times: 0 })).toReturn(0)
    expect(await lambda.invoke({ times: 2 })).toReturn(2)
    expect(await lambda.invoke({})).toReturn(3)
  })
})

describe('a module that throws at Init', () => {
  test('is evaluated again by each Init: in the init phase, then inside the invocation [INIT-6]', async () => {
    const lambda = withLambda(() => import('./functions/cold-start/throws-at-init.js'), { console: 'silent' })
    const failed = await lambda.invoke()
    expect(failed).toFailWith({ errorType: 'Error', errorMessage: 'no connection' })
    expect(evaluations(failed)).toBe(2)
    const later = await lambda.invoke()
    expect(later).toFailWith('Error')
    expect(evaluations(later)).toBe(1)
  })

  test('is evaluated to the end once what it needs is there', async () => {
    const lambda = withLambda(() => import('./functions/cold-start/throws-at-init.js'), { console: 'silent' })
    expect(await lambda.invoke()).toFailWith('Error')
    await lambda.update({ environment: { CONNECTION: 'yes' } })
    expect(await lambda.invoke()).toReturn('connected')
  })
})

describe('the test', () => {
  test('has another instance of the module than every environment', async () => {
    counted()
    counted()
    const graph = withLambda(() => import('./functions/cold-start/graph.js'))
    expect(await graph.invoke()).toReturn(expect.objectContaining({ reExported: 1, everything: 2 }))
    expect(counted()).toBe(3)
  })

  test('may renew its own modules by vi.resetModules(): a warm environment keeps its own', async () => {
    const graph = withLambda(() => import('./functions/cold-start/graph.js'))
    await graph.invoke()
    vi.resetModules()
    expect(await graph.invoke()).toReturn(second)
  })

  test('gets an already evaluated function as it is, state included', async () => {
    const { handler } = await import('./functions/cold-start/counter.js')
    const lambda = withLambda(handler)
    const before = await lambda.invoke()
    await lambda.recycle()
    const after = await lambda.invoke()
    expect(after.payload).toBe((before.payload as number) + 1)
    expect(after.record.code).toBe('function')
  })
})

function evaluations({ record }: InvocationResult): number {
  return record.logs.filter(({ line }) => line.includes('evaluating')).length
}
