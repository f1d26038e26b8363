import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { findImport, type WrittenImport } from '../../../src/effects/module-graph/import-statement.js'

const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'imports-')).replaceAll('\\', '/')
const FILE = `${folder}/a.mjs`
afterAll(() => rmSync(folder, { recursive: true }))

function find(source: string, name = 'nothing', module = `/@fs${folder}/lib.mjs`): WrittenImport | undefined {
  writeFileSync(FILE, source)
  return findImport(FILE, module, name)
}

const place = (line: number, ...lines: readonly string[]): string =>
  [`${pathToFileURL(FILE).href}:${line}`, ...lines].join('\n')

describe('an import of a name', () => {
  test.each<[string, string, number, string, string]>([
    ["import { a, nothing } from './lib.mjs'", 'nothing', 1, '', '            ^^^^^^^'],
    ["import { nothing as b } from './lib.mjs'", 'nothing', 1, '', '         ^^^^^^^'],
    ["import d, { a } from './lib.mjs'", 'default', 1, '', '       ^'],
    ["import { default as d } from './lib.mjs'", 'default', 1, '', '         ^^^^^^^'],
    ["export { nothing } from './lib.mjs'", 'nothing', 1, '', '         ^^^^^^^'],
    ["import {\n  a,\n  nothing,\n} from './lib.mjs'", 'nothing', 3, '  nothing,', '  ^^^^^^^'],
    [
      "import { nothing$ } from './b.mjs'; import { nothing$ } from './lib.mjs'",
      'nothing$',
      1,
      '',
      `${' '.repeat(45)}^^^^^^^^`,
    ],
  ])('is found with its place, as V8 shows it: %s [RES-11]', (source, name, line, shown, underline) => {
    expect(find(source, name)).toEqual({ specifier: './lib.mjs', place: place(line, shown || source, underline) })
  })

  test('of a package is found by its name', () => {
    expect(find("import { nothing } from 'pkg'", 'nothing', 'pkg')?.specifier).toBe('pkg')
  })

  test.each([
    "import { nothing } from './another.mjs'",
    "import { nothings, anything as nothing } from './lib.mjs'",
    "import * as nothing from './lib.mjs'",
    "import './lib.mjs'",
  ])('is not found in: %s', (source) => {
    expect(find(source)).toBeUndefined()
  })

  test('is not found where there is no file', () => {
    expect(findImport(undefined, './lib.mjs', 'a')).toBeUndefined()
    expect(findImport(`${folder}/nowhere.mjs`, './lib.mjs', 'a')).toBeUndefined()
  })
})
