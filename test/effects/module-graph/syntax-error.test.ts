import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { nodesSyntaxError } from '../../../src/effects/module-graph/syntax-error.js'

const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'syntax-')).replaceAll('\\', '/')
afterAll(() => rmSync(folder, { recursive: true }))

async function stackOf(name: string, text: string): Promise<string | undefined> {
  writeFileSync(join(folder, name), text)
  return (await nodesSyntaxError(`${folder}/${name}`))?.stack?.replaceAll(folder, '')
}

describe('what Node.js says of a file that it cannot parse [RES-11]', () => {
  test.each([
    ['open.js', 'exports.a = () => {;\n', '/open.js:2\n\n\n\nSyntaxError: Unexpected end of input'],
    [
      'quote.cjs',
      "exports.a = 'never closed\n",
      "/quote.cjs:1\nexports.a = 'never closed\n            ^^^^^^^^^^^^^\n\nSyntaxError: Invalid or unexpected token",
    ],
    [
      'await.cjs',
      '#!/usr/bin/env node\nawait 1\n',
      '/await.cjs:2\nawait 1\n^^^^^\n\nSyntaxError: await is only valid in async functions and the top level bodies of modules',
    ],
    ['words.mjs', '#!/usr/bin/env node\nfoo bar\n', "SyntaxError: Unexpected identifier 'bar'"],
    ['module.js', 'export const a = () => {\n', 'SyntaxError: Unexpected end of input'],
    ['twice.mjs', 'const a = 1\nconst a = 2\n', "SyntaxError: Identifier 'a' has already been declared"],
    ['data.json', '\uFEFF{ "a": ', 'SyntaxError: /data.json: Unexpected end of JSON input\n    at parse (<anonymous>)'],
  ])('%s', async (name, text, stack) => {
    expect(await stackOf(name, text)).toBe(stack)
  })

  test.each([
    ['export.js', 'export const a = 1\nfoo bar\n', "SyntaxError: Unexpected identifier 'bar'"],
    ['import.js', "import a from './a.js'\nexport const b = (\n", 'SyntaxError: Unexpected end of input'],
    ['meta.js', 'const a = import.meta.url\nfoo bar\n', "SyntaxError: Unexpected identifier 'bar'"],
    ['before.js', 'foo bar\nexport const a = 1\n', "SyntaxError: Unexpected identifier 'bar'"],
    ['await.js', 'await 1\n', /SyntaxError: await is only valid in async functions/],
    ['typo.js', 'export.a = 1\n', "SyntaxError: Unexpected token 'export'"],
    ['whole.js', 'export const a = 1', undefined],
  ])('%s of a CommonJS package, by what it is here', async (name, text, stack) => {
    mkdirSync(join(folder, 'common'), { recursive: true })
    writeFileSync(join(folder, 'common', 'package.json'), '{ "type": "commonjs" }')
    const found = await stackOf(`common/${name}`, text)
    if (typeof stack === 'string') expect(found).toContain(stack)
    else if (stack) expect(found).toMatch(stack)
    else expect(found).toBeUndefined()
  })

  test.each([
    ['whole.cjs', 'exports.a = 1'],
    ['sloppy.cjs', 'with ({}) delete arguments'],
    ['whole.mjs', "import './nowhere.mjs'\nexport const a = await 1"],
    ['awaits.js', 'const a = await 1'],
    ['whole.json', '{}'],
    ['typed.ts', 'const a: = 1'],
  ])('nothing of %s: %s', async (name, text) => {
    expect(await stackOf(name, text)).toBeUndefined()
  })

  test('nothing of a file that is not there, and it runs none', async () => {
    expect(await nodesSyntaxError(`${folder}/nowhere.mjs`)).toBeUndefined()
    expect(await stackOf('runs.mjs', 'globalThis.hasRun = true')).toBeUndefined()
    expect(await stackOf('runs.cjs', 'globalThis.hasRun = true')).toBeUndefined()
    expect(globalThis).not.toHaveProperty('hasRun')
  })
})
