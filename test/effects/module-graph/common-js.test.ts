import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireCommonJs } from '../../../src/effects/module-graph/common-js.js'
import type { ModuleEvaluator } from '../../../src/effects/module-graph/vitest-modules.js'
import { node } from './node.js'

const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'common-')).replaceAll('\\', '/')

const files: Readonly<Record<string, string>> = {
  'plain/index.js':
    "exports.a = 1\nObject.defineProperty(exports, 'lazy', { enumerable: true, get: () => require('./lazy.js') })",
  'plain/lazy.js': "module.exports = 'lazy'",
  'compiled/index.js':
    "Object.defineProperty(exports, '__esModule', { value: true })\nexports.default = 'default'\nexports.a = 1",
  'called/index.cjs': 'module.exports = function called() {}\nmodule.exports.member = 1',
  'primitive/index.js': "module.exports = 'text'",
}

beforeAll(() => {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, 'node_modules', name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

const COMMON = 'exports.a = 1'

async function run(
  file: string,
  code: string,
): Promise<{ exports: Record<string, unknown>; by: string; fresh: Set<string> }> {
  const evaluator: ModuleEvaluator = { runInlinedModule: async () => 'Vite' }
  const fresh = new Set<string>()
  requireCommonJs(evaluator, fresh)
  const exports: Record<string, unknown> = {}
  const done = await evaluator.runInlinedModule({ __vite_ssr_exports__: exports }, code, { ...node(file), file })
  return { exports, by: done === 'Vite' ? 'Vite' : 'Node', fresh }
}

describe('a CommonJS file of a package', () => {
  test('is evaluated by Node, and exports its names and itself', async () => {
    const { exports, by } = await run(`${folder}/node_modules/plain/index.js`, COMMON)
    expect(by).toBe('Node')
    expect({ ...exports }).toEqual({
      a: 1,
      lazy: 'lazy',
      default: { a: 1, lazy: 'lazy' },
      'module.exports': { a: 1, lazy: 'lazy' },
    })
  })

  test('exports the default that it says it has', async () => {
    const { exports } = await run(`${folder}/node_modules/compiled/index.js`, COMMON)
    expect({ ...exports }).toEqual({ a: 1, default: 'default', 'module.exports': { a: 1, default: 'default' } })
  })

  test('may be a function or a text', async () => {
    const called = await run(`${folder}/node_modules/called/index.cjs`, '')
    expect([typeof called.exports['default'], called.exports['member']]).toEqual(['function', 1])
    expect({ ...(await run(`${folder}/node_modules/primitive/index.js`, COMMON)).exports }).toEqual({
      default: 'text',
      'module.exports': 'text',
    })
  })

  test("makes its package one whose required files are each environment's own", async () => {
    const { fresh } = await run(`${folder}/node_modules/plain/index.js`, COMMON)
    expect([...fresh]).toEqual([`${folder}/node_modules/plain/`])
  })

  test('rejects with what it throws', async () => {
    await expect(run(`${folder}/node_modules/plain/nowhere.js`, COMMON)).rejects.toThrow('Cannot find module')
  })
})

describe('everything else is evaluated by Vite', () => {
  test.each([
    [
      'an ES module of a package',
      '/app/node_modules/a/index.js',
      '__vite_ssr_exportName__("a", () => a); const module = 1',
    ],
    ['an .mjs file that speaks of exports', '/app/node_modules/a/index.mjs', COMMON],
    [
      'a file without imports, exports and variables of CommonJS',
      '/app/node_modules/a/polyfill.js',
      'globalThis.x = 1',
    ],
    ["a CommonJS file of the project's own", '/app/src/legacy.cjs', COMMON],
  ])('%s', async (_, file, code) => {
    expect((await run(file, code)).by).toBe('Vite')
  })

  test("and the project's own files are no package", async () => {
    expect((await run('/app/src/legacy.cjs', COMMON)).fresh.size).toBe(0)
  })

  test('after the undo', async () => {
    const evaluator: ModuleEvaluator = { runInlinedModule: async () => 'Vite' }
    requireCommonJs(evaluator, new Set())()
    const file = `${folder}/node_modules/plain/index.js`
    expect(await evaluator.runInlinedModule({}, COMMON, { ...node(file), file })).toBe('Vite')
  })
})
