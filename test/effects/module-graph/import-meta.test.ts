import { describe, expect, test, vi } from 'vitest'
import { hideTests, rememberImportMeta } from '../../../src/effects/module-graph/import-meta.js'
import type { ModuleEvaluator, ModuleRunner } from '../../../src/effects/module-graph/vitest-modules.js'

type Make = (path: string) => object

function runner(createImportMeta?: Make): ModuleRunner {
  return {
    evaluator: { runInlinedModule: async () => undefined },
    cachedRequest: async () => undefined,
    ...(createImportMeta && { options: { createImportMeta } }),
  }
}

describe('import.meta', () => {
  test('is worked out once for each file, and is an object of its own for each evaluation', () => {
    const make = vi.fn<Make>((path) => ({ url: `file://${path}`, resolve: () => path }))
    const { options } = play(make)
    const [first, second, other] = ['/a.ts', '/a.ts', '/b.ts'].map((path) => options?.createImportMeta?.(path))
    Object.assign(first ?? {}, { env: 'its own', url: 'changed' })
    expect(second).toEqual({ url: 'file:///a.ts', resolve: expect.any(Function) })
    expect(options?.createImportMeta?.('/a.ts')).toEqual(second)
    expect(other).toMatchObject({ url: 'file:///b.ts' })
    expect(make.mock.calls).toEqual([['/a.ts'], ['/b.ts']])
  })

  test('of the test itself is made whenever it is asked for', () => {
    const make = vi.fn<Make>(() => ({}))
    const { options } = play(make, 'test')
    for (let i = 0; i < 3; i++) options?.createImportMeta?.('/a.ts')
    expect(make).toHaveBeenCalledTimes(3)
  })

  test('that takes its time is made each time', async () => {
    const make = vi.fn<Make>(async () => ({ url: 'x' }))
    const { options } = play(make)
    const both = await Promise.all([options?.createImportMeta?.('/a.ts'), options?.createImportMeta?.('/a.ts')])
    expect([both, make.mock.calls.length]).toEqual([[{ url: 'x' }, { url: 'x' }], 2])
  })

  test('is left to a runner that makes it in another way', () => {
    const without = runner()
    rememberImportMeta(without, () => ({}))()
    expect(without).toEqual({ evaluator: expect.anything(), cachedRequest: expect.any(Function) })
  })

  test('is made as before after the undo', () => {
    const make = vi.fn<Make>(() => ({}))
    const own = runner(make)
    rememberImportMeta(own, () => ({}))()
    expect(own.options?.createImportMeta).toBe(make)
  })
})

function play(make: Make, whose: 'environment' | 'test' = 'environment'): ModuleRunner {
  const own = runner(make)
  rememberImportMeta(own, () => (whose === 'environment' ? {} : undefined))
  return own
}

describe('import.meta.vitest', () => {
  const evaluator = (options?: ModuleEvaluator['options']): ModuleEvaluator => ({
    runInlinedModule: async () => undefined,
    ...(options && { options }),
  })

  test('is there for the test file, and for no environment', () => {
    let inside = false
    const own = evaluator({ getCurrentTestFilepath: () => '/orders.ts' })
    const undo = hideTests(own, () => (inside ? {} : undefined))
    expect(own.options?.getCurrentTestFilepath?.()).toBe('/orders.ts')
    inside = true
    expect(own.options?.getCurrentTestFilepath?.()).toBeUndefined()
    undo()
    expect(own.options?.getCurrentTestFilepath?.()).toBe('/orders.ts')
  })

  test('is left to an evaluator that knows it in another way', () => {
    hideTests(evaluator(), () => ({}))()
    hideTests(evaluator({}), () => ({}))()
    expect(evaluator({})).toHaveProperty('options', {})
  })
})
