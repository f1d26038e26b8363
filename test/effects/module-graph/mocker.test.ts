import { describe, expect, test } from 'vitest'
import {
  countResolving,
  evaluateSpied,
  failAsNode,
  fetchOnce,
  linkStrictly,
} from '../../../src/effects/module-graph/mocker.js'
import { createModuleGraph } from '../../../src/effects/module-graph/module-graph.js'
import {
  modulesLoading,
  type ModuleMock,
  type ModuleNode,
  type ModuleRunner,
  type VitestMocker,
} from '../../../src/effects/module-graph/vitest-modules.js'
import { evaluate, exporting, node } from './node.js'

const inside = () => createModuleGraph()
const outside = () => undefined

const runner: ModuleRunner = {
  evaluator: { runInlinedModule: async () => undefined },
  cachedRequest: async (_, { exports }) => exports,
}

function mocker(parts: Partial<VitestMocker>): VitestMocker {
  return { resolveId: async () => undefined, getDependencyMock: () => undefined, moduleRunner: runner, ...parts }
}

describe('countResolving()', () => {
  test('counts ids while they are being resolved, also those that cannot be', async () => {
    const answers = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()]
    const own = mocker({ resolveId: (id) => answers[Number(id)]?.promise ?? Promise.resolve() })
    const host = { __vitest_mocker__: own, __vitest_worker__: { resolvingModules: new Set(['being fetched']) } }
    const counts = [modulesLoading(host)]
    const undo = countResolving(own)
    const [first, second] = [own.resolveId('0', '/importer.ts'), own.resolveId('1')]
    counts.push(modulesLoading(host))
    answers[0]?.resolve({ id: '/a.ts' })
    expect(await first).toEqual({ id: '/a.ts' })
    counts.push(modulesLoading(host))
    answers[1]?.reject(new Error('no such module'))
    await expect(second).rejects.toThrow('no such module')
    counts.push(modulesLoading(host))
    expect(counts).toEqual([1, 3, 2, 1])
    undo()
    void own.resolveId('0')
    expect(modulesLoading(host)).toBe(1)
  })
})

describe('evaluateSpied()', () => {
  const nodes = new Map<string, ModuleNode>(
    [node('/src/a.ts', { url: '/src/a.ts' }), node('/dep.js', { externalize: 'file:///node_modules/dep/dep.js' })].map(
      (one) => [one.id, one],
    ),
  )
  const mockOf = (
    type: ModuleMock['type'],
    id: string,
    current: typeof inside | typeof outside,
  ): ModuleMock | undefined => {
    const own = mocker({ getDependencyMock: () => ({ type }) })
    evaluateSpied(own, nodes, current)
    return own.getDependencyMock(id)
  }

  test('lets an environment evaluate a module that is mocked with { spy: true }', () => {
    expect(mockOf('autospy', '/src/a.ts', inside)).toBeUndefined()
  })

  test.each(['manual', 'redirect', 'automock'] as const)('leaves an environment a mock of the type %s', (type) => {
    expect(mockOf(type, '/src/a.ts', inside)).toEqual({ type })
  })

  test('leaves an environment the spies on a package that Node loads, and on what is not known', () => {
    expect(mockOf('autospy', '/dep.js', inside)).toEqual({ type: 'autospy' })
    expect(mockOf('autospy', '/unknown.ts', inside)).toEqual({ type: 'autospy' })
  })

  test('leaves the test every mock', () => {
    expect(mockOf('autospy', '/src/a.ts', outside)).toEqual({ type: 'autospy' })
  })

  test('is undone', () => {
    const own = mocker({ getDependencyMock: () => ({ type: 'autospy' }) })
    evaluateSpied(own, nodes, inside)()
    expect(own.getDependencyMock('/src/a.ts')).toEqual({ type: 'autospy' })
  })
})

describe('linkStrictly()', () => {
  const importer = node('/src/importer.mjs', { code: '' })
  const request = (
    module: ModuleNode,
    current: typeof inside | typeof outside,
    callstack = [importer.id],
  ): Promise<unknown> => {
    const own: ModuleRunner = { ...runner }
    linkStrictly(own, new Map([[importer.id, importer]]), current)
    return own.cachedRequest('/src/lib.mjs', module, callstack, { importedNames: ['there', 'missing'] })
  }
  const lib = (): ModuleNode => {
    const module = node('/src/lib.mjs')
    evaluate(module, exporting({ there: 1 }))
    return module
  }

  test('refuses an import of a missing name in an environment [RES-11]', async () => {
    await expect(request(lib(), inside)).rejects.toThrow(
      new SyntaxError("The requested module '/src/lib.mjs' does not provide an export named 'missing'"),
    )
  })

  test("leaves the test's own imports alone", async () => {
    const module = lib()
    expect(await request(module, outside)).toBe(module.exports)
  })

  test('leaves modules alone that are half evaluated, replaced by a mock, CommonJS, or imported by nobody known', async () => {
    const half = lib()
    half.evaluated = false
    const common = { ...lib(), id: '/src/lib.cjs' }
    for (const module of [half, common]) expect(await request(module, inside)).toBe(module.exports)
    expect(await request(lib(), inside, ['/src/unknown.mjs'])).toEqual({ there: 1 })
    const mocked: ModuleRunner = { ...runner, cachedRequest: async () => ({ there: 'mock' }) }
    linkStrictly(mocked, new Map([[importer.id, importer]]), inside)
    expect(await mocked.cachedRequest('/a', lib(), [importer.id], { importedNames: ['missing'] })).toEqual({
      there: 'mock',
    })
  })

  test('lets an import that fails fail as it does', async () => {
    const failing: ModuleRunner = { ...runner, cachedRequest: () => Promise.reject(new RangeError('at top level')) }
    linkStrictly(failing, new Map([[importer.id, importer]]), inside)
    await expect(failing.cachedRequest('/a', lib(), [importer.id], { importedNames: ['x'] })).rejects.toThrow(
      'at top level',
    )
  })
})

describe('fetchOnce()', () => {
  const known = node('/src/a.ts', { url: '/src/a.ts', code: '' })
  const find = (url: string): ModuleNode | undefined => (url === known.id ? known : undefined)
  const asking = (): { own: ModuleRunner; asked: string[] } => {
    const asked: string[] = []
    const cachedModule = async (url: string): Promise<unknown> => (asked.push(url), `asked for ${url}`)
    return { own: { ...runner, cachedModule }, asked }
  }

  test('answers for what is known without asking, and asks for the rest', async () => {
    const { own, asked } = asking()
    fetchOnce(own, find)
    expect(await own.cachedModule?.('/src/a.ts')).toBe(known)
    expect(await own.cachedModule?.('/src/b.ts')).toBe('asked for /src/b.ts')
    expect(asked).toEqual(['/src/b.ts'])
  })

  test('asks for all of them after the undo', async () => {
    const { own } = asking()
    fetchOnce(own, find)()
    expect(await own.cachedModule?.('/src/a.ts')).toBe('asked for /src/a.ts')
  })

  test('is nothing to a runner that fetches in another way', () => {
    expect(fetchOnce(runner, find)).not.toThrow()
    expect('cachedModule' in runner).toBe(false)
  })
})

describe('failAsNode()', () => {
  const missing = Object.assign(new Error("Cannot find module './b.mjs' imported from /task/a.mjs"), { code: 1 })
  const failing = (current: typeof inside | typeof outside): { fetch: () => Promise<unknown>; undo: () => void } => {
    const own: ModuleRunner = { ...runner, cachedModule: async () => Promise.reject(missing) }
    const undo = failAsNode(own, current)
    return { fetch: async () => own.cachedModule?.('./b.mjs', '/task/a.mjs'), undo }
  }

  test("gives code of an environment Node's errors for what it imports [RES-11]", async () => {
    await expect(failing(inside).fetch()).rejects.toThrow("Cannot find module '/task/b.mjs' imported from /task/a.mjs")
  })

  test("leaves the test's own errors alone, and all of them after the undo", async () => {
    await expect(failing(outside).fetch()).rejects.toBe(missing)
    const { fetch, undo } = failing(inside)
    undo()
    await expect(fetch()).rejects.toBe(missing)
  })

  test('is nothing to a runner that fetches in another way', () => {
    expect(failAsNode(runner, inside)).not.toThrow()
    expect('cachedModule' in runner).toBe(false)
  })
})
