import { describe, expect, test } from 'vitest'
import { exportsAreStatic, refuseMissingExports } from '../../../src/effects/module-graph/missing-exports.js'
import { exporting, node } from './node.js'

const refuse = (names: readonly string[], importer: string, code = ''): void =>
  refuseMissingExports({
    specifier: './lib.mjs',
    names,
    exports: exporting({ there: 1 }),
    importer: node(importer, { code }),
  })

describe('an import of a name that is not exported', () => {
  test.each(['/src/a.js', '/src/a.mjs', '/src/a.jsx'])('is refused in JavaScript: %s [RES-11]', (importer) => {
    expect(() => refuse(['there', 'missing'], importer)).toThrow(
      new SyntaxError("The requested module './lib.mjs' does not provide an export named 'missing'"),
    )
  })

  test.each([
    'const x = __vite_ssr_import_0__.missing',
    'call((0,__vite_ssr_import_12__.missing)(1))',
    'const x = __vite_ssr_import_0__["missing"]',
    '__vite_ssr_exportName__("missing", () => { try { return __vite_ssr_import_0__.missing } catch {} });\nuse(__vite_ssr_import_0__.missing)',
  ])('is refused in TypeScript where it is used as a value: %s', (code) => {
    expect(() => refuse(['missing'], '/src/a.ts', code)).toThrow(SyntaxError)
  })

  test.each([
    ['it is used nowhere', ''],
    [
      'it is only passed on, as a type may be',
      '__vite_ssr_exportName__("Alias", () => { try { return __vite_ssr_import_0__.missing } catch {} });',
    ],
    ['another name begins like it', 'use(__vite_ssr_import_0__.missingNot, __vite_ssr_import_0__.missing$)'],
    [
      'it is what the compiler emits for a decorator',
      'typeof (_a = typeof __vite_ssr_import_0__.missing !== "undefined" && __vite_ssr_import_0__.missing)',
    ],
  ])('passes in TypeScript where %s', (_, code) => {
    for (const importer of ['/src/a.ts', '/src/a.mts', '/src/a.tsx', '/src/a.ts?v=1']) {
      expect(() => refuse(['missing'], importer, code)).not.toThrow()
    }
  })

  test('is no matter when every name is there, inherited ones included', () => {
    expect(() => refuse(['there'], '/src/a.js')).not.toThrow()
    expect(() => refuse([], '/src/a.js')).not.toThrow()
  })

  test('takes names with signs in them as they are', () => {
    expect(() => refuse(['$a.b'], '/src/a.ts', 'use(__vite_ssr_import_0__.$a_b)')).not.toThrow()
    expect(() => refuse(['$a'], '/src/a.ts', 'use(__vite_ssr_import_0__.$a)')).toThrow(SyntaxError)
  })
})

describe('exportsAreStatic()', () => {
  test.each([
    ['/src/a.ts', undefined, true],
    ['/src/a.mjs', undefined, true],
    ['/src/a.js?v=2', undefined, true],
    ['/src/a.cjs', undefined, false],
    ['/src/a.cts', undefined, false],
    ['/src/a.json', undefined, false],
    ['/src/a.svg?raw', undefined, false],
    ['dep', { externalize: 'file:///dep.js', type: 'module' }, true],
    ['dep', { externalize: 'file:///dep.js', type: 'commonjs' }, false],
    ['fs', { externalize: 'node:fs', type: 'builtin' }, false],
  ])('%s %o: %s', (id, meta, expected) => {
    expect(exportsAreStatic(node(id, meta))).toBe(expected)
  })
})
