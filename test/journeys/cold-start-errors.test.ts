// Functions that cannot be loaded: Vite's errors arrive as the ones Lambda answers with (RES-11).

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FunctionError, type LambdaConfig, withLambda } from 'vitest-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

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

test('the place of what cannot be parsed is in the trace of CommonJS, and in the guide of all [RES-11]', async () => {
  expect((await initError('unparsed-common.handler'))?.trace?.[0]).toBe(`${folder}/unparsed-common.cjs:1`)
  const { error, record } = await withLambda(`${folder}/deep.handler`, { console: 'silent' }).invoke()
  expect(error?.trace).toEqual(["SyntaxError: Unexpected identifier 'bar'"])
  expect(record.guide).toMatch(/^Vite says: Expected a semicolon .* in .*unparsed-later\.mjs:2\n/)
  expect(record.guide).toContain('2  |  export const handler = async () => foo bar')
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
