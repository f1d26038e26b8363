import { createRequire } from 'node:module'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { asSloppyFunction, evaluateAsNode } from '../../../src/effects/module-graph/common-js-module.js'
import { createModuleGraph, type ModuleGraphState } from '../../../src/effects/module-graph/module-graph.js'
import { node } from './node.js'

const FILE = '/src/legacy.cjs'
const NAMES = ['__vite_ssr_exports__', '__filename', 'module', 'exports', 'require']
const wrap = (code: string): string => `'use strict';async (${NAMES.join(',')})=>{{${code}\n}}`

/** Evaluates code as an environment whose modules are in `graph`, and gives what it exports. */
function run(code: string, graph: ModuleGraphState = createModuleGraph()): Record<string, unknown> {
  const wrapped = wrap(code)
  const sloppy = vm.runInThisContext(asSloppyFunction(wrapped) ?? '') as (...values: unknown[]) => unknown
  const exports: Record<string, unknown> = {}
  evaluateAsNode(sloppy, wrapped, () => graph)(exports, FILE, 'of Vitest', 'of Vitest', createRequire(import.meta.url))
  return exports
}

describe('the wrapper', () => {
  test('has the length that it had, so that no position changes', () => {
    const [before, after] = [wrap('1'), asSloppyFunction(wrap('1'))]
    expect(after?.indexOf('1\n')).toBe(before.indexOf('1\n'))
    expect(after?.length).toBe(before.length)
  })

  test('begins and ends its function where it was, so that coverage adds both up', () => {
    const [before, after] = [wrap('1'), asSloppyFunction(wrap('1'))]
    expect(after?.indexOf('function')).toBe(before.indexOf('async'))
    expect(after?.trimEnd().length).toBe(before.length)
  })

  test.each(['(context, require) => {1\n}', "'use strict';async (a)=>{{1"])(
    'is left alone where it is another: %s',
    (code) => {
      expect(asSloppyFunction(code)).toBeUndefined()
    },
  )
})

describe('a CommonJS module', () => {
  test('exports what it assigns, under its names, as default and as a whole', () => {
    expect(run('exports.a = 1')).toEqual({ a: 1, default: { a: 1 }, 'module.exports': { a: 1 } })
    const whole = run('module.exports = class Api {}')
    expect(whole['default']).toBe(whole['module.exports'])
  })

  test('is sloppy, and `this` is its exports', () => {
    expect(run('undeclared_here = 1; delete globalThis.undeclared_here; this.a = 1')).toMatchObject({ a: 1 })
  })

  test("has the module of Node's own, and a require whose modules are its children", () => {
    const code = `exports.seen = { id: module.id, filename: module.filename, loaded: module.loaded, paths: module.paths.length > 0,
      path: require('node:path') === module.require('node:path'), resolve: typeof require.resolve }`
    expect(run(code)['seen']).toEqual({
      id: FILE,
      filename: FILE,
      loaded: false,
      paths: true,
      path: true,
      resolve: 'function',
    })
  })

  test('is evaluated once in an environment, and anew in the next', () => {
    const [first, second] = [createModuleGraph(), createModuleGraph()]
    const code = 'exports.own = {}'
    const owns = [run(code, first), run(code, first), run(code, second)].map(({ own }) => own)
    expect(owns[0]).toBe(owns[1])
    expect(owns[0]).not.toBe(owns[2])
    expect(first.required.get(FILE)?.loaded).toBe(true)
  })

  test('that throws is not kept', () => {
    const graph = createModuleGraph()
    expect(() => run("throw new Error('no')", graph)).toThrow('no')
    expect(graph.required.size).toBe(0)
  })

  test('is required by the runtime where that requires the file of its handler, which is the first', () => {
    const graph = createModuleGraph({ requiredBy: '/var/runtime/index.mjs' })
    const evaluation = { promise: undefined, exports: undefined, evaluated: false }
    graph.evaluations.set(node(FILE), evaluation)
    expect(run('exports.parent = module.parent.filename', graph)['parent']).toBe('/var/runtime/index.mjs')
    graph.required.clear()
    graph.evaluations.set(node('/src/another.mjs'), evaluation)
    expect(run('exports.parent = module.parent', graph)['parent']).toBeUndefined()
  })
})
