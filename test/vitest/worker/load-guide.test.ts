import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LoadFailure } from '../../../src/sandbox/in-process/host.js'
import { loadGuide } from '../../../src/vitest/worker/load-guide.js'

/** A new project with a file `src/orders.ts`. */
async function project(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'load-guide-'))
  onTestFinished(() => rm(root, { recursive: true }))
  await mkdir(join(root, 'src'))
  await writeFile(join(root, 'src/orders.ts'), '')
  return root
}

const guide = (failure: Partial<LoadFailure>, root = '/app', handler = 'handler'): string | undefined =>
  loadGuide({ error: new Error('boom'), ...failure }, { handler }, root)

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}

describe('a handler that its module does not export', () => {
  test('is told with the functions that there are, and the nearest', () => {
    expect(guide({ exported: ['refund', 'handle'] })).toBe(
      "the functions that the module exports are refund, handle: did you mean 'handle'?",
    )
    expect(guide({ exported: ['refund'] })).toBe('the functions that the module exports are refund')
  })

  test('is told with the first of many', () => {
    const exported = Array.from({ length: 14 }, (_, index) => `f${index}`)
    expect(guide({ exported })).toBe(
      'the functions that the module exports are f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11 and 2 more',
    )
  })

  test('is told where there is no function at all', () => {
    expect(guide({ exported: [] })).toBe('the module exports no function; it needs one called handler')
  })
})

describe('a handler string that has the extension of its file', () => {
  const exported = ['handler', 'api.get']

  test.each([
    ['ts.handler', 'src/orders.handler'],
    ['mts.handler', 'src/orders.handler'],
    ['cts.api.get', 'src/orders.api.get'],
  ])('is told without it, where that is no export: src/orders.%s', (handler, meant) => {
    expect(guide({ exported, moduleId: 'src/orders' }, '/app', handler)).toBe(
      `a handler string has its file without extension: write '${meant}'`,
    )
  })

  test('is no guess about the export that a loader’s function names', () => {
    expect(guide({ exported: ['handler'] }, '/app', 'ts.handler')).toMatch(
      /^the functions that the module exports are /,
    )
  })
})

describe('a file that is not there', () => {
  const missing = coded('MODULE_NOT_FOUND', "Cannot find module 'ordres'")

  test('of a handler string is told with what was tried where, and the nearest file', async () => {
    const root = await project()
    const tried = (id: string): string =>
      `there is no '${id}' in ${root}, with .js, an extension that Vite's resolve.extensions has, .cjs or .cts, and no alias or package of that name`
    expect(guide({ error: missing, moduleId: 'src/ordres' }, root)).toBe(
      `${tried('src/ordres')}; did you mean 'src/orders'?`,
    )
    expect(guide({ error: missing, moduleId: 'lib/ordres' }, root)).toBe(tried('lib/ordres'))
  })

  test('of an import is told with the nearest file, where there is one', async () => {
    const root = await project()
    const imported = (id: string): Partial<LoadFailure> => ({
      error: coded('ERR_MODULE_NOT_FOUND', `Cannot find module '${id}' imported from ${root}/test/a.test.ts`),
    })
    expect(guide(imported('/src/ordres.js'), root)).toBe("did you mean 'src/orders'?")
    expect(guide(imported(`${root}/src/ordres.js`), root)).toBe("did you mean 'src/orders'?")
    expect(guide(imported('/src/customers.js'), root)).toBeUndefined()
    expect(guide(imported('lodahs'), root)).toBeUndefined()
  })
})

test('any other error says all that is known', () => {
  expect(guide({})).toBeUndefined()
  expect(guide({ error: undefined, moduleId: 'src/orders' })).toBeUndefined()
})

test("code that cannot be parsed is told as Vite tells it, whose words have the place that Node's leave out", () => {
  const fromVite = Object.assign(new Error('Parse failure'), { plugin: 'vite:oxc' })
  const told = (cause: Error): string | undefined =>
    guide({ error: new SyntaxError("Unexpected identifier 'bar'", { cause }) })
  expect(told(new SyntaxError('Expected `,` in /a.mjs:2:5', { cause: fromVite }))).toBe(
    'Vite says: Expected `,` in /a.mjs:2:5',
  )
  expect(told(new SyntaxError('thrown by the code itself'))).toBeUndefined()
  expect(guide({ error: new SyntaxError('thrown') })).toBeUndefined()
})

test('code in a .cts file is told how Vite comes to compile it', () => {
  const told =
    'Vite compiles no .cts by itself: call the file .ts or .mts, or write ' +
    'oxc: { include: /\\.([cm]?ts|[jt]sx)$/ } in vitest.config.ts'
  const vites = new SyntaxError('Missing initializer in const declaration in /app/src/a.cts:1:7')
  expect(guide({ error: vites })).toBe(told)
  expect(guide({ error: new SyntaxError('x', { cause: vites }) })).toBe(told)
  expect(
    guide({ error: new SyntaxError('Missing initializer in const declaration in /app/src/a.ts:1:7') }),
  ).toBeUndefined()
})
