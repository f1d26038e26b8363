import { describe, expect, test } from 'vitest'
import {
  fileOfModule,
  findMocker,
  findModuleTable,
  loadDetails,
  modulesLoading,
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
