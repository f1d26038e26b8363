import vm from 'node:vm'
import { afterEach, expect, test, vi } from 'vitest'
import type { ModuleRunnerContext } from 'vite/module-runner'
import { Evaluator } from '../../../../src/sandbox/thread/inside/evaluate.js'

afterEach(() => vi.restoreAllMocks())

/** What Vite's module runner gives to a module. */
function surroundings(): { readonly context: ModuleRunnerContext; readonly exports: Record<string, unknown> } {
  const exports: Record<string, unknown> = {}
  const name = (key: string, get: () => unknown): void =>
    void Object.defineProperty(exports, key, { get, enumerable: true, configurable: true })
  const context = { __vite_ssr_exports__: exports, __vite_ssr_exportName__: name } as unknown as ModuleRunnerContext
  return { context, exports }
}

const exporting = (value: string): string => `__vite_ssr_exportName__('value', () => value); const value = ${value}`

/** An evaluator that knows what modules are given. */
async function experienced(): Promise<Evaluator> {
  const evaluator = new Evaluator()
  await evaluator.evaluate(surroundings().context, '', '/app/first.js')
  return evaluator
}

test('a module has its names, and is sealed when it has run', async () => {
  const { context, exports } = surroundings()
  await new Evaluator().evaluate(context, exporting('[__filename, typeof require]'), '/app/orders.js')
  expect(exports).toEqual({ value: ['/app/orders.js', 'function'] })
  expect(Object.isSealed(exports)).toBe(true)
})

test('a module has no `this`, as under Node.js', async () => {
  const { context, exports } = surroundings()
  await new Evaluator().evaluate(context, exporting('typeof this'), '/app/orders.js')
  expect(exports).toEqual({ value: 'undefined' })
})

test('a module is compiled once, when that was done ahead', async () => {
  const evaluator = await experienced()
  evaluator.compileAhead(exporting('1'), '/app/orders.js')
  const compile = vi.spyOn(vm, 'runInThisContext')
  const { context, exports } = surroundings()
  await evaluator.evaluate(context, exporting('1'), '/app/orders.js')
  expect(exports).toEqual({ value: 1 })
  expect(compile).not.toHaveBeenCalled()
})

test('a module whose code has changed since is compiled as it is', async () => {
  const evaluator = await experienced()
  evaluator.compileAhead(exporting('1'), '/app/orders.js')
  const { context, exports } = surroundings()
  await evaluator.evaluate(context, exporting('2'), '/app/orders.js')
  expect(exports).toEqual({ value: 2 })
})

test('a module that is given something else since is compiled for that', async () => {
  const evaluator = await experienced()
  evaluator.compileAhead(exporting('extra'), '/app/orders.js')
  const { context, exports } = surroundings()
  await evaluator.evaluate({ ...context, extra: 3 } as ModuleRunnerContext, exporting('extra'), '/app/orders.js')
  expect(exports).toEqual({ value: 3 })
})

test('a module that cannot be compiled says so when it is evaluated', async () => {
  const evaluator = await experienced()
  evaluator.compileAhead('const = 1', '/app/orders.js')
  const { context } = surroundings()
  await expect(evaluator.evaluate(context, 'const = 1', '/app/orders.js')).rejects.toThrow(SyntaxError)
})

test('nothing is compiled ahead before it is known what modules are given', () => {
  const compile = vi.spyOn(vm, 'runInThisContext')
  new Evaluator().compileAhead(exporting('1'), '/app/orders.js')
  expect(compile).not.toHaveBeenCalled()
})
