import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createModuleGraph, type ModuleGraphState } from '../../../src/effects/module-graph/module-graph.js'
import { routeTable } from '../../../src/effects/module-graph/module-table.js'
import { SharedPackages } from '../../../src/effects/module-graph/shared-packages.js'
import type { ModuleNode } from '../../../src/effects/module-graph/vitest-modules.js'
import { evaluate, exporting, node } from './node.js'

class Table {
  readonly nodes = new Map<string, ModuleNode>()
  /** Whose code is running. */
  state: ModuleGraphState | undefined
  undo: () => void = () => undefined

  constructor(...nodes: ModuleNode[]) {
    for (const one of nodes) this.nodes.set(one.id, one)
    this.undo = routeTable(this.nodes, new SharedPackages(), () => this.state)
  }

  inside<Result>(state: ModuleGraphState | undefined, run: () => Result): Result {
    const before = this.state
    this.state = state
    try {
      return run()
    } finally {
      this.state = before
    }
  }
}

describe('a module in the table', () => {
  test('has one evaluation for the test and one for each environment', () => {
    const module = node('/src/a.ts')
    const table = new Table(module)
    const [first, second] = [createModuleGraph(), createModuleGraph()]
    const [ofTest, ofFirst] = [exporting({}), exporting({})]
    evaluate(module, ofTest)
    table.inside(first, () => evaluate(module, ofFirst))
    expect(module.exports).toBe(ofTest)
    expect(table.inside(first, () => [module.exports, module.evaluated])).toEqual([ofFirst, true])
    expect(table.inside(second, () => [module.promise, module.exports, module.evaluated])).toEqual([
      undefined,
      undefined,
      false,
    ])
  })

  test('keeps whatever anybody writes apart, in any order', () => {
    const states = [undefined, createModuleGraph(), createModuleGraph(), createModuleGraph()]
    const write = fc.record({ by: fc.nat(3), module: fc.nat(2), value: fc.integer() })
    fc.assert(
      fc.property(fc.array(write, { maxLength: 40 }), (writes) => {
        const nodes = ['/a', '/b', '/c'].map((id) => node(id))
        const table = new Table(...nodes)
        const fresh = states.map((state) => state && createModuleGraph())
        const expected = new Map<string, unknown>()
        for (const { by, module, value } of writes) {
          table.inside(fresh[by], () => Object.assign(nodes[module] as ModuleNode, { exports: value }))
          expected.set(`${by} ${module}`, value)
        }
        for (const [by, state] of fresh.entries()) {
          for (const [module, one] of nodes.entries()) {
            expect(table.inside(state, () => one.exports)).toBe(expected.get(`${by} ${module}`))
          }
        }
      }),
    )
  })

  test('is routed when it comes later', () => {
    const table = new Table()
    const module = node('/src/late.ts')
    table.nodes.set(module.id, module)
    table.inside(createModuleGraph(), () => evaluate(module, exporting({})))
    expect(table.nodes.get('/src/late.ts')).toBe(module)
    expect(module.evaluated).toBe(false)
  })

  test('is plain data again after the undo, with what the test wrote last', () => {
    const module = node('/src/a.ts')
    const table = new Table(module)
    const exports = exporting({})
    evaluate(module, exports)
    table.inside(createModuleGraph(), () => evaluate(module, exporting({})))
    table.undo()
    expect(Object.getOwnPropertyDescriptors(module)).toMatchObject({
      exports: { value: exports, writable: true, enumerable: true, configurable: true },
      evaluated: { value: true, writable: true, enumerable: true, configurable: true },
      promise: { value: expect.any(Promise) as unknown },
    })
    expect(Object.hasOwn(table.nodes, 'set')).toBe(false)
    table.nodes.set('/later', node('/later'))
    expect(Object.getOwnPropertyDescriptor(table.nodes.get('/later'), 'exports')).toHaveProperty('value')
  })
})

describe('one instance for everybody', () => {
  test.each([
    'mock:/src/a.ts',
    '/src/__mocks__/a.ts',
    '/node_modules/vitest/dist/index.js',
    '/node_modules/@vitest/dist/x.js',
    '/vitest-virtual-1234/dist/x.js',
    new URL('../../../src/index.ts', import.meta.url).pathname,
  ])('is %s', (id) => {
    const module = node(id)
    const table = new Table(module)
    table.inside(createModuleGraph(), () => evaluate(module, exporting({ a: 1 })))
    expect(module.evaluated).toBe(true)
  })

  test.each(['/src/mock.ts', '/src/vitest-helper.ts', '/node_modules/@middy/core/index.js'])('is not %s', (id) => {
    const module = node(id)
    const table = new Table(module)
    table.inside(createModuleGraph(), () => evaluate(module, exporting({ a: 1 })))
    expect(module.evaluated).toBe(false)
  })
})

describe('a package that Node loads', () => {
  const winston = (): ModuleNode =>
    node('w', { externalize: 'file:///app/node_modules/winston/index.js', type: 'commonjs' })

  test('has one evaluation, and is shared by environments that find it evaluated', () => {
    const module = winston()
    const table = new Table(module)
    const [first, second] = [createModuleGraph(), createModuleGraph()]
    const exports = exporting({})
    table.inside(first, () => evaluate(module, exports))
    expect(table.inside(second, () => module.exports)).toBe(exports)
    expect([...first.sharedModules]).toEqual([])
    expect([...second.sharedModules]).toEqual(['winston'])
  })

  test('has changed for an environment that does not find it as the first one did', () => {
    const module = winston()
    const table = new Table(module)
    const [first, second] = [createModuleGraph(), createModuleGraph()]
    const exports = { default: { transports: 0 } }
    table.inside(first, () => evaluate(module, exports))
    exports.default.transports++
    table.inside(second, () => module.exports)
    expect([first, second].map(({ changedModules }) => [...changedModules])).toEqual([[], ['winston']])
  })

  test('is shared from the first environment on when the test imported it', () => {
    const module = winston()
    const table = new Table(module)
    evaluate(module, exporting({}))
    const state = createModuleGraph()
    table.inside(state, () => module.promise)
    expect([...state.sharedModules]).toEqual(['winston'])
  })

  test.each([
    'node:fs',
    'vitest',
    'file:///app/node_modules/@vitest/spy/dist/index.js',
    'file:///a/node_modules/vitest-lambda/dist/index.js',
  ])('is not named when it is a builtin or a tool of the test: %s', (externalize) => {
    const module = node('x', { externalize })
    const table = new Table(module)
    evaluate(module, exporting({}))
    const state = createModuleGraph()
    table.inside(state, () => module.promise)
    expect([...state.sharedModules]).toEqual([])
  })
})

describe('the exports of an environment', () => {
  test('follow the spies on what the test imported', () => {
    const module = node('/src/a.ts')
    const table = new Table(module)
    evaluate(module, exporting({ fn: Object.assign(() => 'spied', { isSinonProxy: true }) }))
    const state = createModuleGraph()
    table.inside(state, () => evaluate(module, exporting({ fn: () => 'own' })))
    expect((table.inside(state, () => module.exports) as { fn: () => string }).fn()).toBe('spied')
  })

  test('follow the spies of a mock with { spy: true } first', () => {
    const module = node('/src/a.ts')
    const spied = {
      ...node('mock:/src/a.ts'),
      mockedExports: { fn: Object.assign(() => 'mocked', { isSinonProxy: true }) },
    }
    const table = new Table(module, spied)
    const state = createModuleGraph()
    table.inside(state, () => evaluate(module, exporting({ fn: () => 'own' })))
    expect((table.inside(state, () => module.exports) as { fn: () => string }).fn()).toBe('mocked')
  })
})
