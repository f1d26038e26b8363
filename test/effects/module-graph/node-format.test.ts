import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commonJsFormat, formatOf } from '../../../src/effects/module-graph/node-format.js'

const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'format-')).replaceAll('\\', '/')

beforeAll(() => {
  const packages = { untyped: '{}', module: '{ "type": "module" }', common: '{ "type": "commonjs" }', odd: 'null' }
  for (const [name, text] of Object.entries(packages)) {
    mkdirSync(join(folder, name, 'src'), { recursive: true })
    writeFileSync(join(folder, name, 'package.json'), text)
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

const CODE = 'exports.a = 1'

describe('a file without import and export statements', () => {
  test.each([
    ['module/src/a.cjs', 'certain'],
    ['common/src/a.js', 'certain'],
    ['untyped/src/a.js', 'likely'],
    ['odd/src/a.js', 'likely'],
    ['module/src/a.js', undefined],
    ['common/src/a.mjs', undefined],
    ['common/src/a.ts', undefined],
    ['common/src/a.cts', undefined],
    ['common/src/a.jsx', undefined],
    ['common/node_modules/a/index.cjs', undefined],
  ])('is CommonJS as its extension or its package says: %s', (name, format) => {
    expect(commonJsFormat(`${folder}/${name}`, CODE)).toBe(format)
  })

  test('is none where it is no file', () => {
    expect(commonJsFormat(undefined, CODE)).toBeUndefined()
  })
})

describe('a file with import or export statements', () => {
  test.each([
    'const __vite_ssr_import_0__ = await __vite_ssr_import__("node:fs")',
    '__vite_ssr_exportName__("a", () => a)',
    'console.log(__vite_ssr_import_meta__.url)',
  ])('is an ES module, whatever its package says: %s', (code) => {
    expect(commonJsFormat(`${folder}/common/src/a.js`, code)).toBeUndefined()
  })

  test('may use import() in CommonJS', () => {
    expect(commonJsFormat(`${folder}/common/src/a.js`, '__vite_ssr_dynamic_import__("./b.mjs")')).toBe('certain')
  })
})

test.each([
  ['common/src/a.mjs', 'module'],
  ['module/src/a.cjs', 'commonjs'],
  ['module/src/a.js', 'module'],
  ['common/src/a.js', 'commonjs'],
  ['untyped/src/a.js', undefined],
])('what is said of %s is %s', (name, format) => {
  expect(formatOf(`${folder}/${name}`)).toBe(format)
})
