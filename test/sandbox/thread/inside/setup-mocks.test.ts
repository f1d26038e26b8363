import type { EvaluatedModuleNode, ModuleEvaluator, ModuleRunnerContext } from 'vite/module-runner'
import { pathToFileURL } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { Mocks, type MockPlace } from '../../../../src/sandbox/thread/inside/setup-mocks.js'

const place = (ids: Readonly<Record<string, string>> = {}, importers: readonly string[] = []): MockPlace => ({
  importer: '/app/lambda.setup.ts',
  locate: async (specifier) => ids[specifier],
  forget: () => importers,
})

/** Evaluates a module that exports a name and everything of another; a package gives its URL. */
const evaluator: ModuleEvaluator = {
  async runInlinedModule(context) {
    context.__vite_ssr_exportName__('own', () => 'real')
    context.__vite_ssr_exportAll__({ own: 'hidden', more: 'real too', default: 'never' })
  },
  runExternalModule: async (url) => ({ url }),
}

/** What a runner gives to the evaluation of a module, and the exports that it leaves. */
async function inlined(mocks: Mocks, id: string): Promise<Record<string, unknown>> {
  const exports = Object.create(null) as Record<string, unknown>
  const context = {
    __vite_ssr_exports__: exports,
    __vite_ssr_exportName__: (name: string, get: () => unknown) => Object.defineProperty(exports, name, { get }),
    __vite_ssr_exportAll__: (all: object) => void Object.assign(exports, { ...all, ...exports }),
  } as unknown as ModuleRunnerContext
  await mocks.around(evaluator).runInlinedModule(context, '', { id, file: id } as EvaluatedModuleNode)
  return exports
}

const external = (mocks: Mocks, url: string): Promise<Record<string, unknown>> =>
  mocks.around(evaluator).runExternalModule(url) as Promise<Record<string, unknown>>

describe('a module that is mocked', () => {
  test('exports what the factory gives, as it is at each look, beside what the original has', async () => {
    const mocks = new Mocks()
    const made: Record<string, unknown> = {}
    const factory = vi.fn(async (original: () => Promise<object>) =>
      Object.assign(made, await original(), await original(), { added: 1 }),
    )
    mocks.add('./db.js', factory, place({ './db.js': '/app/db.ts' }))
    const exports = await inlined(mocks, '/app/db.ts')
    expect({ ...exports }).toEqual({ own: 'real', more: 'real too', added: 1 })
    made['added'] = 2
    expect(exports['added']).toBe(2)
    await inlined(mocks, '/app/db.ts')
    expect(factory).toHaveBeenCalledOnce()
  })

  test.each([
    ['fs', undefined, 'node:fs'],
    ['node:fs', 'fs', 'fs'],
    ['a-package', '/app/node_modules/a-package/index.js', pathToFileURL('/app/node_modules/a-package/index.js').href],
    ['virtual:it', '\0virtual:it', '\0virtual:it'],
    ['not-installed', undefined, 'not-installed'],
  ])('may be %s, which is found as %j and loaded as %j', async (specifier, id, url) => {
    const mocks = new Mocks()
    mocks.add(specifier, () => ({ mocked: true }), place(id === undefined ? {} : { [specifier]: id }))
    expect({ ...(await external(mocks, url)) }).toEqual({ mocked: true })
    expect(await external(mocks, 'node:path')).toEqual({ url: 'node:path' })
  })

  test('tells of a name that it lacks, and is no promise', async () => {
    const mocks = new Mocks()
    mocks.add('fs', () => ({ a: 1, b: 2 }), place())
    const exports = await external(mocks, 'node:fs')
    expect('c' in exports).toBe(true)
    expect(() => exports['c']).toThrowErrorMatchingInlineSnapshot(
      `[Error: 'c' is imported from node:fs, whose mock exports a, b: add it to what the factory gives, or keep the module's own: mock('./src/db.js', async (original) => ({ ...(await original()), query }))]`,
    )
    expect([exports['then'], exports['__esModule'], 'then' in exports]).toEqual([undefined, undefined, false])
  })
})

describe('a mock', () => {
  test('is in its place before anything is evaluated', async () => {
    const mocks = new Mocks()
    const { promise, resolve } = Promise.withResolvers<string>()
    mocks.add('./db.js', () => ({ mocked: true }), { ...place(), locate: () => promise })
    const exports = inlined(mocks, '/app/db.ts')
    resolve('/app/db.ts')
    expect({ ...(await exports) }).toEqual({ mocked: true })
  })

  test('is told to come after the one that was made before it, whichever module is found first', async () => {
    const mocks = new Mocks()
    const { promise, resolve } = Promise.withResolvers<string>()
    mocks.add('fs', () => ({}), { ...place(), locate: () => promise })
    mocks.add('node:fs', () => ({}), place({ 'node:fs': 'fs' }))
    const placed = mocks.placed()
    resolve('node:fs')
    await expect(placed).rejects.toThrow("mock('node:fs') comes after mock('fs'), which is the same module")
  })

  test.each(['./db.js', '../db.js', '/db.js', '@/db.js', '~/db.js', '#db'])(
    'of %s, which is the name of no package, is refused where nothing is found',
    async (specifier) => {
      const mocks = new Mocks()
      mocks.add(specifier, () => ({}), place())
      await expect(mocks.placed()).rejects.toThrow(`mock('${specifier}') finds no module`)
    },
  )

  test('that is wrong fails what is evaluated, too', async () => {
    const mocks = new Mocks()
    mocks.add('./db.js', () => ({}), place({ './db.js': '/app/db.ts' }, ['/app/a.ts', '/app/b.ts']))
    const guide = /^mock\('\.\/db\.js'\) comes too late: \/app\/a\.ts, \/app\/b\.ts has imported it/
    await expect(mocks.placed()).rejects.toThrow(guide)
    await expect(inlined(mocks, '/app/other.ts')).rejects.toThrow(guide)
  })
})
