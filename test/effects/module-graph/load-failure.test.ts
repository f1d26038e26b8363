import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { isMissing, loadFailure, missingHandlerFile } from '../../../src/effects/module-graph/load-failure.js'
import type { LoadDetails } from '../../../src/effects/module-graph/vitest-modules.js'

const fromVite = (message: string, details: LoadDetails = {}): Error =>
  Object.assign(new Error(message), { ['__vitest_rollup_error__']: details })

const PARSE = 'Failed to parse source for import analysis because the content contains invalid JS syntax. If you are …'

describe('a loading error of Vite', () => {
  test('is a SyntaxError where its import analysis cannot parse a file, whose place it does not know', async () => {
    const details = {
      plugin: 'vite:import-analysis',
      id: '/task/src/a.mjs',
      loc: { line: 1, column: 0 },
      frame: '1 | first line',
    }
    const failure = await loadFailure(fromVite(PARSE, details))
    expect(failure).toBeInstanceOf(SyntaxError)
    expect(failure).toMatchObject({
      message: 'Invalid or unexpected token in /task/src/a.mjs',
      stack: 'SyntaxError: Invalid or unexpected token in /task/src/a.mjs',
    })
  })

  test('is a SyntaxError with its place where it cannot parse a file', async () => {
    const message = 'Parse failure: Parse failed with 1 error:\n\u001b[31mExpected `,`\u001b[0m\n1: …'
    const error = fromVite(message, {
      id: '/task/src/a.mjs',
      loc: { line: 2, column: 14 },
      frame: '2 | foo bar\n   |     ^\n',
    })
    expect(await loadFailure(error)).toMatchObject({
      name: 'SyntaxError',
      message: 'Expected `,` in /task/src/a.mjs:2:15',
      stack: 'SyntaxError: Expected `,` in /task/src/a.mjs:2:15\n    at /task/src/a.mjs:2:15',
      cause: error,
    })
  })

  test('is a SyntaxError with the place that its transform draws where that cannot parse a file', async () => {
    const message =
      'Transform failed with 2 errors:\n\n\u001b[31m[PARSE_ERROR] \u001b[0mExpected `}` but found `EOF`\n' +
      '   \u001b[38;5;246m╭\u001b[0m\u001b[38;5;246m─\u001b[0m\u001b[38;5;246m[\u001b[0m src/bad.ts:2:12 \u001b[38;5;246m]\u001b[0m\n' +
      '\n[PARSE_ERROR] Another\n   ╭─[ src/bad.ts:3:1 ]\n'
    const error = fromVite(message, { plugin: 'vite:oxc', id: '/task/src/bad.ts' })
    expect(await loadFailure(error)).toMatchObject({
      name: 'SyntaxError',
      message: 'Expected `}` but found `EOF` in /task/src/bad.ts:2:12',
      stack: 'SyntaxError: Expected `}` but found `EOF` in /task/src/bad.ts:2:12\n    at /task/src/bad.ts:2:12',
      cause: error,
    })
  })

  test.each(['vite:json', 'builtin:vite-json'])(
    'is a SyntaxError where the plugin %s cannot parse a file',
    async (plugin) => {
      const failure = await loadFailure(fromVite('EOF while parsing a value\nmore', { plugin, id: {} }))
      expect(failure).toMatchObject({ name: 'SyntaxError', message: 'EOF while parsing a value' })
    },
  )

  test.each([
    ['it is of another kind', fromVite('Failed to resolve import', { plugin: 'vite:import-analysis' })],
    ['a transform fails of something else', fromVite('Transform failed with 1 error:\n\n[OTHER] x')],
    ["it is the code's own, with the same words", new Error(PARSE)],
    [
      'it is a SyntaxError already',
      Object.assign(new SyntaxError('x'), { ['__vitest_rollup_error__']: { plugin: 'vite:json' } }),
    ],
    ['it is no error', PARSE],
    ['it is nothing', undefined],
  ])('stays as it is where %s', async (_, error) => {
    expect(await loadFailure(error)).toBe(error)
  })
})

describe('a file that Node.js refuses, too', () => {
  const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'broken-')).replaceAll('\\', '/')
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return `${folder}/${name}`
  }
  afterAll(() => rmSync(folder, { recursive: true }))

  test("fails with Node's error, whose cause is Vite's, which has the place [RES-11]", async () => {
    const file = write('words.mjs', 'foo bar\n')
    const details = { id: file, loc: { line: 1, column: 4 }, frame: '1 | foo bar\n  |     ^' }
    const failure = await loadFailure(fromVite('Parse failure: Parse failed with 1 error:\nExpected `;`', details))
    expect(failure).toMatchObject({
      stack: "SyntaxError: Unexpected identifier 'bar'",
      cause: { message: `Expected \`;\` in ${file}:1:5` },
    })
    expect(Object.keys(failure as object)).toEqual([])
  })

  test('is the one that was to be loaded where Vite names none', async () => {
    const url = `/@fs${write('data.json', '{ "a": ')}`
    const failure = await loadFailure(fromVite('EOF while parsing a value', { plugin: 'vite:json' }), { url })
    expect(failure).toMatchObject({ message: `${folder}/data.json: Unexpected end of JSON input` })
  })
})

describe('an import that is not there', () => {
  const missing = (name: string, kind = 'module'): Error =>
    Object.assign(new Error(`Cannot find ${kind} '${name}' imported from /task/a.mjs`), {
      code: 'ERR_MODULE_NOT_FOUND',
      runnerError: 1,
    })

  test.each([
    ['a file beside the one that imports it', './b.mjs', '/task/b.mjs'],
    ['a file by its path', '/nowhere/b.mjs', '/nowhere/b.mjs'],
  ])('is named as Node.js names it: %s [RES-11]', async (_, name, path) => {
    const failure = (await loadFailure(missing(name), { url: name, importer: '/task/a.mjs' })) as Error
    expect({ ...failure, message: failure.message }).toEqual({
      message: `Cannot find module '${path}' imported from /task/a.mjs`,
      code: 'ERR_MODULE_NOT_FOUND',
      url: pathToFileURL(path).href,
    })
    expect(failure.stack?.split('\n')[0]).toBe(`Error [ERR_MODULE_NOT_FOUND]: ${failure.message}`)
  })

  test('has no URL where it is a package', async () => {
    const failure = await loadFailure(missing('pkg', 'package'), { url: 'pkg', importer: '/task/a.mjs' })
    expect({ ...(failure as Error) }).toEqual({ code: 'ERR_MODULE_NOT_FOUND' })
  })

  test.each([{}, { url: './b.mjs' }])('stays as it is where it is not known who imports what: %o', async (wanted) => {
    const error = missing('./b.mjs')
    expect(await loadFailure(error, wanted)).toBe(error)
  })
})

describe('a missing file', () => {
  const missing = (message: string): Error => Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' })

  test('of a handler string is what require.resolve throws at AWS [RES-7]', () => {
    const error = missingHandlerFile('src/orders')
    expect(error).toMatchObject({
      message: "Cannot find module 'orders'\nRequire stack:\n- /var/runtime/index.mjs",
      code: 'MODULE_NOT_FOUND',
    })
  })

  test('is told from a file that it imports', () => {
    expect(isMissing(missing("Cannot find module '/src/a' imported from /x"), '/src/a')).toBe(true)
    expect(isMissing(missing("Cannot find package '@/a' imported from /x"), '@/a')).toBe(true)
    expect(isMissing(missing("Cannot find module './b' imported from /src/a.ts"), '/src/a')).toBe(false)
    expect(isMissing(new Error("Cannot find module '/src/a'"), '/src/a')).toBe(false)
    expect(isMissing("Cannot find module '/src/a'", '/src/a')).toBe(false)
  })
})
