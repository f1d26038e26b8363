import { describe, expect, test } from 'vitest'
import {
  evaluatedByNode,
  fileOfModule,
  findFetched,
  findMocker,
  findModuleTable,
  loadDetails,
  modulesLoading,
  type VitestMocker,
} from '../../../src/effects/module-graph/vitest-modules.js'
import { node } from './node.js'

const withTable = (idToModuleMap: unknown): object => ({ __vitest_worker__: { evaluatedModules: { idToModuleMap } } })

const mocker = {
  resolveId: async () => undefined,
  getDependencyMock: () => undefined,
  moduleRunner: { cachedRequest: async () => undefined, evaluator: { runInlinedModule: async () => undefined } },
}

describe("Vitest's module table", () => {
  test('is found in the Vitest that runs this test, with this file in it', () => {
    const ids = [...(findModuleTable()?.keys() ?? [])]
    expect(ids.filter((id) => id.endsWith('vitest-modules.test.ts'))).toHaveLength(1)
  })

  test('is found when it is empty, and when its modules have the known fields', () => {
    const tables = [new Map(), new Map([['a', node('a')]])]
    expect(tables.map((table) => findModuleTable(withTable(table)))).toEqual(tables)
  })

  test.each([
    ['there is no worker', {}],
    ['there is none in the worker', { __vitest_worker__: {} }],
    ['it is no Map', withTable({ get: () => undefined })],
    ['its modules lack a field', withTable(new Map([['a', { id: 'a', exports: {}, evaluated: true }]]))],
    ['its modules are none', withTable(new Map([['a', 'a']]))],
  ])('is not found when %s', (_, host) => {
    expect(findModuleTable(host)).toBeUndefined()
  })
})

describe('a module that was fetched', () => {
  const known = node('/src/a.ts', { url: '/src/a.ts', code: '' })
  const external = node('file:///dep.js', { externalize: 'file:///dep.js' })
  class Mocker {
    static readonly pendingIds: readonly unknown[] = []
    readonly registeringMocks: Promise<unknown> | undefined
    resolveId = async (): Promise<undefined> => undefined
    getDependencyMock = (): undefined => undefined
    getDependencyMockByUrl: VitestMocker['getDependencyMockByUrl'] = () => undefined
    readonly moduleRunner = {
      ...mocker.moduleRunner,
      evaluatedModules: {
        getModuleByUrl: (url: string) => ({ '/src/a.ts': known, 'file:///dep.js': external })[url],
      },
    }
  }

  test('is found in the Vitest that runs this test', () => {
    const own = [...(findModuleTable()?.values() ?? [])].find(({ id }) => id.endsWith('/module-graph/node.ts'))
    const running = findMocker()
    expect(running && findFetched(running, own?.meta?.url ?? '')).toBe(own)
  })

  test('is found by its URL', () => {
    expect(findFetched(new Mocker(), '/src/a.ts')).toBe(known)
  })

  test.each<[string, string, Partial<VitestMocker>]>([
    ['nobody has fetched it', '/src/b.ts', {}],
    ['Node.js loads it', 'file:///dep.js', {}],
    ['the original of a mock is asked for', '/src/a.ts?_vitest_original', {}],
    ['it is mocked', '/src/a.ts', { getDependencyMockByUrl: () => ({ type: 'manual' }) }],
    ['mocks are being registered', '/src/a.ts', { registeringMocks: Promise.resolve() }],
    ['mocks are unknown', '/src/a.ts', { getDependencyMockByUrl: undefined }],
    ['modules cannot be looked up', '/src/a.ts', { moduleRunner: mocker.moduleRunner }],
  ])('is not found when %s', (_, url, parts) => {
    expect(findFetched(Object.assign(new Mocker(), parts), url)).toBeUndefined()
  })

  test('is not found when mocks wait to be registered, or nobody can say whether', () => {
    class Waiting extends Mocker {
      static override readonly pendingIds = [{ action: 'mock' }]
    }
    expect(findFetched(new Waiting(), '/src/a.ts')).toBeUndefined()
    const unknown = { ...new Mocker() }
    expect(findFetched(unknown, '/src/a.ts')).toBeUndefined()
  })
})

describe("Vitest's mocker", () => {
  test('is found in the Vitest that runs this test', () => {
    expect(findMocker()).toBeDefined()
  })

  test('is found when it has the known members, and not otherwise', () => {
    expect(findMocker({ __vitest_mocker__: mocker })).toBe(mocker)
    const { moduleRunner } = mocker
    for (const other of [
      undefined,
      { ...mocker, resolveId: undefined },
      { ...mocker, getDependencyMock: 1 },
      { ...mocker, moduleRunner: {} },
      { ...mocker, moduleRunner: { ...moduleRunner, evaluator: {} } },
    ]) {
      expect(findMocker({ __vitest_mocker__: other })).toBeUndefined()
    }
  })
})

test('modules that are loading are counted, as far as Vitest tells', () => {
  expect(modulesLoading({})).toBe(0)
  expect(modulesLoading({ __vitest_worker__: {} })).toBe(0)
  expect(
    modulesLoading({ __vitest_worker__: { resolvingModules: new Set(['a', 'b']) }, __vitest_mocker__: mocker }),
  ).toBe(2)
})

test("details of a loading error are those that Vitest carries over from Vite's process", () => {
  const details = { plugin: 'vite:json' }
  expect(loadDetails(Object.assign(new Error('x'), { __vitest_rollup_error__: details }))).toBe(details)
  expect(loadDetails(new Error('x'))).toBeUndefined()
})

test("details of a loading error that comes straight from Vite, as in a thread, are the error's own", () => {
  const byPlugin = Object.assign(new Error('x'), { plugin: 'vite:json', id: '/a.json' })
  expect(loadDetails(byPlugin)).toBe(byPlugin)
  const byParser = Object.assign(new Error('x'), { frame: '1 | {', loc: { line: 1, column: 1 } })
  expect(loadDetails(byParser)).toBe(byParser)
  const both = Object.assign(new Error('x'), {
    plugin: 'vite:esbuild',
    __vitest_rollup_error__: { plugin: 'vite:json' },
  })
  expect(loadDetails(both)).toEqual({ plugin: 'vite:json' })
})

describe("the file of Vite's ids and URLs", () => {
  const root = process.cwd().replaceAll('\\', '/')
  const host = { __vitest_worker__: { config: { root } } }

  test.each([
    ['a path stays', `${root}/src/index.ts`, `${root}/src/index.ts`],
    ['a URL of the project leaves its root out', '/src/nowhere.ts?v=1', `${root}/src/nowhere.ts`],
    ['a URL of the machine names it', '/@fs/elsewhere/a.ts', '/elsewhere/a.ts'],
    ['also on Windows', '/@fs/C:/elsewhere/a.ts', 'C:/elsewhere/a.ts'],
    ['a path elsewhere stays', '/no-such-folder/a.ts', '/no-such-folder/a.ts'],
    ['a package stays', 'pkg', 'pkg'],
  ])('%s', (_, id, file) => {
    expect(fileOfModule(id, host)).toBe(file)
  })

  test('is its path where no root is known', () => {
    expect(fileOfModule('/src/a.ts', {})).toBe('/src/a.ts')
  })
})

describe('modules that Node.js evaluates', () => {
  test.each([
    [false, true],
    [true, false],
    [undefined, false],
  ])('are those of a project with viteModuleRunner: %s', (viteModuleRunner, expected) => {
    const host = { __vitest_worker__: { config: { experimental: { viteModuleRunner } } } }
    expect(evaluatedByNode(host)).toBe(expected)
  })

  test('are none where Vitest says nothing about it', () => {
    expect(evaluatedByNode({})).toBe(false)
    expect(evaluatedByNode()).toBe(false)
  })
})
