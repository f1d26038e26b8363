// Functions that cannot be loaded: Vite's errors arrive as the ones Lambda answers with (RES-11).

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FunctionError, type InvocationResult, type LambdaConfig, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SANDBOXES } from './twins.js'

// Files that cannot be parsed are no files for a repository whose files are checked: they are written here.
const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'broken-')).replaceAll('\\', '/')

const files: Readonly<Record<string, string>> = {
  'missing-file.mjs': "import { nothing } from './nowhere.mjs'\nexport const handler = async () => nothing",
  'missing-package.mjs': "import nothing from 'no-such-package'\nexport const handler = async () => nothing",
  'missing-require.cjs': "require('./nowhere.cjs')\nexports.handler = async () => 1",
  'missing-lazily.mjs': "export const handler = async () => import('./nowhere.mjs')",
  'unparsed.mjs': 'export const a = 1\nexport const handler = async () => {',
  'unparsed-later.mjs': 'export const a = 1\nexport const handler = async () => foo bar',
  'unparsed-types.ts': 'export const handler: = async (): Promise<number> => 1',
  'unparsed-common.cjs': 'exports.handler = (',
  'unparsed-data.mjs': "import data from './unparsed.json'\nexport const handler = async () => data",
  'unparsed.json': '{ "a": ',
  'common/package.json': '{ "type": "commonjs" }',
  'common/unparsed.js': 'export const a = 1\nexport const handler = async () => foo bar',
  'unparsed-quote.cjs': "exports.handler = 'never closed\n",
  'deep-types.ts': "export { handler } from './unparsed-types.js'",
  'lazy.mjs': "export const handler = async () => (await import('./unparsed-later.mjs')).a",
  'lazy-types.ts': "export const handler = async () => (await import('./unparsed-types.js')).handler",
  'deep.mjs': "export { handler } from './unparsed-later.mjs'",
  'lib.mjs': 'export const something = 1',
  'types.ts': 'export interface Type { readonly a: 1 }\nexport const value = 1',
  'missing-name.mjs':
    "import { something, nothing } from './lib.mjs'\nexport const handler = async () => [something, nothing]",
  'missing-default.mjs': "import lib from './lib.mjs'\nexport const handler = async () => lib",
  'missing-re-export.mjs': "export { nothing } from './lib.mjs'\nexport const handler = async () => 1",
  'missing-value.ts': "import { nothing } from './types'\nexport const handler = async () => nothing",
  'only-types.ts':
    "import { Type, value } from './types'\nexport { Type } from './types'\nexport type { Type as Again }\n" +
    'export const handler = async (): Promise<Type> => ({ a: value as 1 })',
  'cycle-a.mjs':
    "import { b } from './cycle-b.mjs'\nexport const a = () => 'a'\nexport const handler = async () => b()",
  'cycle-b.mjs': "import { a } from './cycle-a.mjs'\nexport const b = () => a() + 'b'",
  'reference.mjs': 'undefinedThing()\nexport const handler = async () => 1',
  'thrown.mjs': "throw new TypeError('Failed to parse source')",
  'named.mjs': "export const handler = 'text'",
}

beforeAll(() => {
  mkdirSync(join(folder, 'common'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
})

afterAll(() => rmSync(folder, { recursive: true }))

const initError = async (handler: string, config: LambdaConfig = {}): Promise<FunctionError | undefined> => {
  const { error } = await withLambda(`${folder}/${handler}`, { console: 'silent', ...config }).invoke()
  return error
}

const runtimes = ['nodejs24.x', 'nodejs22.x'] as const

describe.each(runtimes)('on %s', (runtime) => {
  test('a missing file in the graph is an Error that names it and who asked for it [RES-11]', async () => {
    expect(await initError('missing-file.handler', { runtime })).toMatchObject({
      errorType: 'Error',
      errorMessage: `Cannot find module '${folder}/nowhere.mjs' imported from ${folder}/missing-file.mjs`,
    })
  })

  test('a missing package in the graph is an Error that names it and who asked for it [RES-11]', async () => {
    expect(await initError('missing-package.handler', { runtime })).toMatchObject({
      errorType: 'Error',
      errorMessage: `Cannot find package 'no-such-package' imported from ${folder}/missing-package.mjs`,
    })
  })

  test('a missing file that is required is a Runtime.ImportModuleError [RES-11]', async () => {
    expect(await initError('missing-require.handler', { runtime })).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringMatching(
        /^Error: Cannot find module '\.\/nowhere\.cjs'\nRequire stack:\n- /,
      ) as string,
    })
  })

  test('a missing handler file is a Runtime.ImportModuleError [RES-7]', async () => {
    const lambda = withLambda('src/no-such-file.handler', { console: 'silent', runtime })
    expect((await lambda.invoke()).error).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Error: Cannot find module 'no-such-file'\nRequire stack:\n- /var/runtime/index.mjs",
    })
  })

  test.each([
    ['unparsed.handler', 'SyntaxError: Unexpected end of input'],
    ['unparsed-common.handler', 'SyntaxError: Unexpected end of input'],
    ['unparsed-later.handler', "SyntaxError: Unexpected identifier 'bar'"],
    ['deep.handler', "SyntaxError: Unexpected identifier 'bar'"],
    ['common/unparsed.handler', "SyntaxError: Unexpected identifier 'bar'"],
    ['unparsed-types.handler', /^SyntaxError: Unexpected token/],
    ['unparsed-data.handler', 'SyntaxError: {folder}/unparsed.json: Unexpected end of JSON input'],
  ])('what cannot be parsed is a Runtime.UserCodeSyntaxError: %s [RES-11]', async (handler, message) => {
    const error = await initError(handler, { runtime })
    expect(error?.errorType).toBe('Runtime.UserCodeSyntaxError')
    if (typeof message === 'string') expect(error?.errorMessage).toBe(message.replace('{folder}', folder))
    else expect(error?.errorMessage).toMatch(message)
  })

  test.each([
    ['missing-name.handler', 'lib.mjs', 'nothing'],
    ['missing-default.handler', 'lib.mjs', 'default'],
    ['missing-re-export.handler', 'lib.mjs', 'nothing'],
    ['missing-value.handler', 'types.ts', 'nothing'],
  ])('an import of what is not exported is a Runtime.UserCodeSyntaxError: %s [RES-11]', async (handler, from, name) => {
    const error = await initError(handler, { runtime })
    expect(error?.errorType).toBe('Runtime.UserCodeSyntaxError')
    expect(error?.errorMessage).toMatch(
      /^SyntaxError: The requested module '.*' does not provide an export named '.*'$/,
    )
    expect(error?.errorMessage).toContain(`${from}' does not provide an export named '${name}'`)
  })

  test('what the code throws at top level keeps its own name and message [RES-11]', async () => {
    expect(await initError('reference.handler', { runtime })).toMatchObject({
      errorType: 'ReferenceError',
      errorMessage: 'undefinedThing is not defined',
    })
    expect(await initError('thrown.handler', { runtime })).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'Failed to parse source',
    })
  })

  test.each([
    ['named.nothing', 'is undefined or not exported'],
    ['named.handler', 'is not a function'],
  ])('an export that is no handler is a Runtime.HandlerNotFound: %s [RES-10]', async (handler, problem) => {
    expect(await initError(handler, { runtime })).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: `${folder}/${handler} ${problem}`,
    })
  })
})

describe.each(SANDBOXES)('%s: what cannot be parsed', (isolation) => {
  const broken = (name: string, config: LambdaConfig = {}): Promise<InvocationResult> =>
    withLambda(`${folder}/${name}.handler`, { console: 'silent', ...(isolation && { isolation }), ...config }).invoke()
  const messageOf = (result: InvocationResult): string => {
    try {
      expect(result).toReturn()
    } catch (error) {
      return (error as Error).message.replaceAll(folder, '')
    }
    throw new Error('the function answered')
  }

  describe.each(runtimes)('on %s', (runtime) => {
    test.each([
      ['unparsed-later', 'unparsed-later.mjs:2:39'],
      ['deep', 'unparsed-later.mjs:2:39'],
      ['unparsed-quote', 'unparsed-quote.cjs:1:32'],
      ['lazy', 'unparsed-later.mjs:2:39'],
      ['common/unparsed', 'common/unparsed.js:2:39'],
    ])("is told in Node's words and, with its place, in those of Vite: %s [RES-11]", async (name, place) => {
      const result = await broken(name, { runtime })
      expect(messageOf(result)).toMatch(new RegExp(`\\n  Vite says: .* in /${place}$`))
    })

    test.each(['unparsed-types', 'deep-types', 'lazy-types'])(
      'is told with its place where Node.js is no judge of it: %s',
      async (name) => {
        const result = await broken(name, { runtime })
        expect(messageOf(result)).toMatch(/SyntaxError: Unexpected token in \/unparsed-types\.ts:1:23\n/)
        expect(messageOf(result)).not.toContain('Vite says')
      },
    )
  })

  test('has the place as its frame where Node.js is no judge of it', async () => {
    expect((await broken('deep-types')).error?.trace).toEqual([
      `SyntaxError: Unexpected token in ${folder}/unparsed-types.ts:1:23`,
      `    at ${folder}/unparsed-types.ts:1:23`,
    ])
  })

  test('is told with its file where Vite does not know more', async () => {
    expect(messageOf(await broken('unparsed'))).toContain('Vite says: Invalid or unexpected token in /unparsed.mjs')
  })

  test('has the stack that it has on Lambda [RES-11]', async () => {
    expect((await broken('deep')).error?.trace).toEqual(["SyntaxError: Unexpected identifier 'bar'"])
    expect((await broken('unparsed-quote')).error?.trace).toEqual([
      `${folder}/unparsed-quote.cjs:1`,
      "exports.handler = 'never closed",
      '                  ^^^^^^^^^^^^^',
      '',
      'SyntaxError: Invalid or unexpected token',
    ])
  })
})

test('types that are imported as if they were values, and cycles of imports, are no errors', async () => {
  const lambdas = [withLambda(`${folder}/only-types.handler`), withLambda(`${folder}/cycle-a.handler`)]
  const results = await Promise.all(lambdas.map((lambda) => lambda.invoke()))
  expect(results.map(({ payload }) => payload)).toEqual([{ a: 1 }, 'ab'])
})

test('a module that a warm function imports lazily and does not find is an error of that invocation', async () => {
  const lambda = withLambda(`${folder}/missing-lazily.handler`, { console: 'silent' })
  const result = await lambda.invoke()
  expect(result).toFailWith({ errorType: 'Error', errorMessage: expect.stringContaining('nowhere.mjs') as string })
  expect(result.record.phases.map(({ phase }) => phase)).toEqual(['init', 'invoke'])
})

test('a missing file of a loader is an Error that names it', async () => {
  // @ts-expect-error the file is missing on purpose
  const lambda = withLambda(() => import('./functions/cold-start/nowhere.js') as Promise<unknown>, {
    console: 'silent',
  })
  const { error } = await lambda.invoke()
  expect(error?.errorType).toBe('Error')
  expect(error?.errorMessage).toContain("functions/cold-start/nowhere.js' imported from")
})
