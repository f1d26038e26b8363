import vm from 'node:vm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compileOnce } from '../../../src/effects/module-graph/compiled-code.js'
import { createModuleGraph } from '../../../src/effects/module-graph/module-graph.js'
import type { ModuleEvaluator, ModuleNode } from '../../../src/effects/module-graph/vitest-modules.js'
import { node } from './node.js'

/** What this folder needs of Vitest's evaluator: it wraps code into a function, compiles that, and calls it. */
class Evaluator implements ModuleEvaluator {
  readonly compiled: unknown[] = []
  requires = 0

  async runInlinedModule(
    context: Readonly<Record<string, unknown>>,
    code: string,
    _node: ModuleNode,
  ): Promise<unknown> {
    const require = this.createRequire('file:///src/a.ts')
    const run = vm.runInThisContext(`'use strict';async (context, require) => {${code}\n}`) as (
      ...args: unknown[]
    ) => Promise<unknown>
    this.compiled.push(run)
    return run(context, require)
  }

  createRequire(url: string): () => string {
    this.requires++
    return () => `required by ${url}`
  }
}

interface Played {
  readonly evaluator: Evaluator
  evaluate(code: string, as?: ModuleNode): Promise<unknown>
}

function play(whose: 'environment' | 'test' = 'environment'): Played {
  const evaluator = new Evaluator()
  const module = node('/src/a.ts')
  onTestFinished(compileOnce(evaluator, () => (whose === 'environment' ? createModuleGraph() : undefined)))
  return { evaluator, evaluate: (code, as = module) => evaluator.runInlinedModule({ vm }, code, as) }
}

const COUNTER = 'let count = 0; return () => ++count'

describe("a module's code", () => {
  test('is compiled once for all environments, whose evaluations share nothing', async () => {
    const { evaluator, evaluate } = play()
    const [first, second] = [(await evaluate(COUNTER)) as () => number, (await evaluate(COUNTER)) as () => number]
    expect([first(), first(), second()]).toEqual([1, 2, 1])
    expect(new Set(evaluator.compiled).size).toBe(1)
  })

  test('is compiled anew when it has changed, and for each module of its own', async () => {
    const { evaluator, evaluate } = play()
    expect([await evaluate('return 1'), await evaluate('return 2'), await evaluate('return 1')]).toEqual([1, 2, 1])
    await evaluate('return 1', node('/src/b.ts'))
    expect(new Set(evaluator.compiled).size).toBe(4)
  })

  test('is compiled anew whenever the test itself evaluates it', async () => {
    const { evaluator, evaluate } = play('test')
    await evaluate(COUNTER)
    await evaluate(COUNTER)
    expect(new Set(evaluator.compiled).size).toBe(2)
  })

  test('compiles for itself what it likes, in each evaluation', async () => {
    const { evaluate } = play()
    const code = "return [context.vm.runInThisContext('({})'), context.vm.runInThisContext('1 + 1')]"
    const [[first, two], [second]] = [await evaluate(code), await evaluate(code)] as [unknown[], unknown[]]
    expect(first).toEqual({})
    expect(first).not.toBe(second)
    expect(two).toBe(2)
  })

  test('that does not compile fails each time it is evaluated', async () => {
    const { evaluate } = play()
    await expect(evaluate('return (')).rejects.toThrow(SyntaxError)
    await expect(evaluate('return (')).rejects.toThrow(SyntaxError)
    expect(vm.runInThisContext('1 + 1')).toBe(2)
  })
})

describe('the require that a module finds', () => {
  test.each(['return require()', "return eval('require()')"])('is made for each evaluation of: %s', async (code) => {
    const { evaluator, evaluate } = play()
    expect([await evaluate(code), await evaluate(code)]).toEqual(Array(2).fill('required by file:///src/a.ts'))
    expect(evaluator.requires).toBe(2)
  })

  test('is made once for code that cannot reach it, and anew when the code has changed', async () => {
    const { evaluator, evaluate } = play()
    for (const code of ['return 1', 'return 1', 'return require()']) await evaluate(code)
    expect(evaluator.requires).toBe(2)
  })

  test('says so should it be reached all the same', async () => {
    const { evaluate } = play()
    const original = vm.runInThisContext
    onTestFinished(() => void (vm.runInThisContext = original))
    await evaluate('return 1')
    vm.runInThisContext = () => (_context: unknown, require: () => unknown) => require()
    await expect(evaluate('return 1')).rejects.toThrow('require() was called by a module whose code does not name it.')
  })

  test('is nothing to an evaluator that makes none', async () => {
    const evaluator: ModuleEvaluator = { runInlinedModule: async (_, code) => vm.runInThisContext(code) as unknown }
    const undo = compileOnce(evaluator, createModuleGraph)
    expect(await evaluator.runInlinedModule({}, '1 + 1', node('/src/a.ts'))).toBe(2)
    undo()
    expect('createRequire' in evaluator).toBe(false)
  })
})

test('the undo puts everything back', () => {
  const before = vm.runInThisContext
  const evaluator = new Evaluator()
  compileOnce(evaluator, () => undefined)()
  expect([vm.runInThisContext, Object.keys(evaluator)]).toEqual([before, ['compiled', 'requires']])
})
