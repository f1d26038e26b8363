import { describe, expect, test } from 'vitest'
import { isMissing, loadFailure, missingHandlerFile } from '../../../src/effects/module-graph/load-failure.js'
import type { LoadDetails } from '../../../src/effects/module-graph/vitest-modules.js'

const fromVite = (message: string, details: LoadDetails = {}): Error =>
  Object.assign(new Error(message), { ['__vitest_rollup_error__']: details })

const PARSE = 'Failed to parse source for import analysis because the content contains invalid JS syntax. If you are …'

describe('a loading error of Vite', () => {
  test('is a SyntaxError where its import analysis cannot parse a file, whose place it does not know', () => {
    const details = {
      plugin: 'vite:import-analysis',
      id: '/src/a.mjs',
      loc: { line: 1, column: 0 },
      frame: '1 | first line',
    }
    const failure = loadFailure(fromVite(PARSE, details))
    expect(failure).toBeInstanceOf(SyntaxError)
    expect(failure).toMatchObject({
      message: 'Invalid or unexpected token in /src/a.mjs',
      stack: 'SyntaxError: Invalid or unexpected token in /src/a.mjs',
    })
  })

  test('is a SyntaxError with its place where its transform cannot parse a file', () => {
    const message =
      'Parse failure: Parse failed with 1 error:\n\u001b[31mExpected `,`\u001b[0m\n1: …\nAt file: /a.mjs:2:14'
    const error = fromVite(message, { id: '/a.mjs', loc: { line: 2, column: 14 }, frame: '2 | foo bar\n   |     ^\n' })
    expect(loadFailure(error)).toMatchObject({
      name: 'SyntaxError',
      message: 'Expected `,` in /a.mjs:2',
      stack: 'SyntaxError: Expected `,` in /a.mjs:2\n\n2 | foo bar\n   |     ^',
      cause: error,
    })
  })

  test.each(['vite:json', 'builtin:vite-json'])(
    'is a SyntaxError where the plugin %s cannot parse a file',
    (plugin) => {
      const failure = loadFailure(fromVite('EOF while parsing a value\nmore', { plugin, id: {} }))
      expect(failure).toMatchObject({ name: 'SyntaxError', message: 'EOF while parsing a value' })
    },
  )

  test.each([
    ['it is of another kind', fromVite('Failed to resolve import', { plugin: 'vite:import-analysis' })],
    ["it is the code's own, with the same words", new Error(PARSE)],
    [
      'it is a SyntaxError already',
      Object.assign(new SyntaxError('x'), { ['__vitest_rollup_error__']: { plugin: 'vite:json' } }),
    ],
    ['it is no error', PARSE],
    ['it is nothing', undefined],
  ])('stays as it is where %s', (_, error) => {
    expect(loadFailure(error)).toBe(error)
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
