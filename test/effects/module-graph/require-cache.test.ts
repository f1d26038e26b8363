import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createModuleGraph, type ModuleGraphState } from '../../../src/effects/module-graph/module-graph.js'
import { packageFolder } from '../../../src/effects/module-graph/packages.js'
import { routeRequireCache } from '../../../src/effects/module-graph/require-cache.js'
import { SharedPackages } from '../../../src/effects/module-graph/shared-packages.js'

const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'require-'))

const files: Readonly<Record<string, string>> = {
  'main.cjs': "const state = require('./state.cjs')\nexports.count = () => ++state.count + require('./data.json').none",
  'state.cjs': 'exports.count = 0',
  'data.json': '{ "none": 0 }',
  'throws.cjs': 'throw new RangeError("at top level")',
  'uses.cjs':
    "module.exports = [require('shared'), require('fresh'), require('node:fs'), require('vitest-like').length]",
  'misses.cjs': "require('nowhere')",
  'node_modules/shared/index.js': "exports.count = 0\nrequire('inner')",
  'node_modules/inner/index.js': '',
  'node_modules/fresh/index.js': "exports.state = require('./state.js')\nexports.later = () => require('./later.js')",
  'node_modules/fresh/state.js': 'exports.count = 0',
  'node_modules/fresh/later.js': 'exports.count = 0',
  'node_modules/vitest-like/index.js': 'module.exports = []',
}

let state: ModuleGraphState | undefined
let undo: () => void = () => undefined

beforeAll(() => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
})

afterEach(() => undo())
afterAll(() => rmSync(folder, { recursive: true }))

const load = createRequire(join(folder, 'test.cjs'))

function route(): void {
  const fresh = packageFolder(join(folder, 'node_modules/fresh/index.js')) ?? ''
  undo = routeRequireCache(new Set([fresh]), new SharedPackages(), () => state)
}

function inside<Result>(graph: ModuleGraphState | undefined, run: () => Result): Result {
  state = graph
  try {
    return run()
  } finally {
    state = undefined
  }
}

const count = (): number => (load('./main.cjs') as { count(): number }).count()

describe('required files', () => {
  test("of the project are an environment's own, with all they require", () => {
    route()
    const [first, second] = [createModuleGraph(), createModuleGraph()]
    const before = count()
    expect([first, second, first].map((graph) => inside(graph, count))).toEqual([1, 1, 2])
    expect(count()).toBe(before + 1)
    expect([...first.required.keys()].map((file) => file.slice(folder.length + 1).replaceAll('\\', '/'))).toEqual([
      'main.cjs',
      'state.cjs',
      'data.json',
    ])
  })

  test('of a fresh package are its own, also those that it requires later', () => {
    route()
    interface Fresh {
      readonly state: { count: number }
      later(): { count: number }
    }
    const graphs = [createModuleGraph(), createModuleGraph()]
    const [a, b] = graphs.map((graph) => inside(graph, () => load('fresh') as Fresh)) as [Fresh, Fresh]
    expect(a.state).not.toBe(b.state)
    const [laterA, laterB] = [inside(graphs[0], () => a.later()), inside(graphs[1], () => b.later())]
    expect(laterA).not.toBe(laterB)
    expect(inside(graphs[0], () => a.later())).toBe(laterA)
  })

  test("of other packages are everybody's, and named when they were there before", () => {
    route()
    const [first, second] = [createModuleGraph(), createModuleGraph()]
    const [a] = inside(first, () => load('./uses.cjs') as object[])
    const [b] = inside(second, () => load('./uses.cjs') as object[])
    expect(a).toBe(b)
    // Not 'inner', for which the project did not ask.
    expect([...first.sharedModules]).toEqual([])
    expect([...second.sharedModules]).toEqual(['shared', 'vitest-like'])
  })

  test('that throw, or are not there, are asked for again', () => {
    route()
    const graph = createModuleGraph()
    for (const _ of [1, 2]) {
      expect(() => inside(graph, () => load('./throws.cjs') as unknown)).toThrow('at top level')
      expect(() => inside(graph, () => load('./misses.cjs') as unknown)).toThrow("Cannot find module 'nowhere'")
    }
    expect(graph.required.size).toBe(0)
  })

  test('are removed from the cache of whoever removes them', () => {
    route()
    const cache = Reflect.get(Module, '_cache') as Record<string, unknown>
    const file = join(folder, 'state.cjs')
    const graph = createModuleGraph()
    inside(undefined, count)
    inside(graph, count)
    inside(graph, () => delete cache[file])
    expect([inside(graph, () => file in cache), file in cache]).toEqual([false, true])
    delete cache[file]
    expect(file in cache).toBe(false)
  })

  test('are listed to whoever has required them, beside what is everybody’s', () => {
    route()
    const cache = Reflect.get(Module, '_cache') as Record<string, unknown>
    const file = join(folder, 'state.cjs')
    inside(createModuleGraph(), () => {
      expect(Object.keys(cache)).not.toContain(file)
      load('./state.cjs')
      expect(Object.keys(cache)).toContain(file)
      expect(Object.keys(cache).length).toBeGreaterThan(1)
    })
    inside(createModuleGraph(), () => expect(Object.keys(cache)).not.toContain(file))
  })

  test('are loaded as ever after the undo', () => {
    const before = [Reflect.get(Module, '_cache'), Module.prototype.require]
    route()
    expect(Reflect.get(Module, '_cache')).not.toBe(before[0])
    undo()
    expect([Reflect.get(Module, '_cache'), Module.prototype.require]).toEqual(before)
    expect(Reflect.get(Module, '_cache')).toBe(before[0])
    const graph = createModuleGraph()
    inside(graph, count)
    expect(graph.required.size).toBe(0)
  })
})
