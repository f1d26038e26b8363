import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { Modules } from '../../../../src/sandbox/thread/inside/modules.js'
import type { FetchedGraph, Question } from '../../../../src/sandbox/thread/messages.js'

const { prepareStackTrace } = Error
// Vite's module runner maps stacks from the moment on when there is one.
afterEach(() => void (Error.prepareStackTrace = prepareStackTrace))

const runner = new URL('../../../../node_modules/vite/dist/node/module-runner.js', import.meta.url)

/** Vite's module runner as a thread has it: its source maps are those of no other. */
function ownRunner(): string {
  runner.search = `${Number(runner.search.slice(1)) + 1}`
  return runner.href
}

const graph: FetchedGraph = [
  ['/app/orders.ts', '__vite_ssr_exportName__("name", () => name); const name = "orders"'],
  ['/app/other.ts', '__vite_ssr_exportName__("name", () => name); const name = "other"'],
].map(([id = '', code = '']) => [id, { id, file: id, url: id, code }])

/** A graph of one module, which exports `value`. */
function exporting(id: string, value: string): FetchedGraph {
  const code = `__vite_ssr_exportName__("value", () => value); const value = ${value}`
  return [[id, { id, file: id, url: id, code }]]
}

async function modules(): Promise<{ readonly modules: Modules; readonly asked: Question[] }> {
  const asked: Question[] = []
  const ask = async (question: Question): Promise<unknown> => {
    asked.push(question)
    return question.name === 'locate' ? '/app/other.ts' : graph
  }
  const made = new Modules(ask)
  await made.boot(ownRunner())
  return { modules: made, asked }
}

const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'modules-'))

afterAll(() => rmSync(folder, { recursive: true }))

const code = { id: './orders.js', importer: '/app/orders.test.ts' }

test('a function that was foreseen is loaded, and nobody is asked for it', async () => {
  const { modules: foreseeing, asked } = await modules()
  foreseeing.foresee({ verb: 'foresee', code, url: '/app/orders.ts', graph })
  expect(await foreseeing.import(code.id, code.importer, undefined)).toMatchObject({ name: 'orders' })
  expect(asked).toEqual([])
})

test('another function than the one that was foreseen is asked for', async () => {
  const { modules: foreseeing, asked } = await modules()
  foreseeing.foresee({ verb: 'foresee', code, url: '/app/orders.ts', graph: [] })
  expect(await foreseeing.import(code.id, '/app/other.test.ts', undefined)).toMatchObject({ name: 'other' })
  expect(asked).toEqual([
    { name: 'locate', id: './orders.js', importer: '/app/other.test.ts' },
    { name: 'graph', url: '/app/other.ts' },
  ])
})

test('what was foreseen outlasts a rehearsal', async () => {
  const { modules: foreseeing, asked } = await modules()
  foreseeing.foresee({ verb: 'foresee', code, url: '/app/orders.ts', graph })
  await foreseeing.rehearse('/app/none.ts', [
    ['/app/none.ts', { id: '/app/none.ts', file: '/app/none.ts', url: '/app/none.ts', code: '' }],
  ])
  foreseeing.compileAhead()
  expect(await foreseeing.import(code.id, code.importer, undefined)).toMatchObject({ name: 'orders' })
  expect(asked).toEqual([])
})

test('a module knows its place', async () => {
  const { modules: own } = await modules()
  const { filename, dirname, url } = { filename: '/app/a b%.ts', dirname: '/app', url: 'file:///app/a%20b%25.ts' }
  own.foresee({ verb: 'foresee', code, url: filename, graph: exporting(filename, '__vite_ssr_import_meta__') })
  expect(await own.import(code.id, code.importer, undefined)).toMatchObject({ value: { filename, dirname, url } })
})

test('what the runner was made to know ahead is evaluated when it is asked for', async () => {
  const { modules: own } = await modules()
  own.foresee({ verb: 'foresee', code, url: '/app/late.ts', graph: exporting('/app/late.ts', 'globalThis.late') })
  own.compileAhead()
  Reflect.set(globalThis, 'late', 'set since')
  expect(await own.import(code.id, code.importer, undefined)).toMatchObject({ value: 'set since' })
  Reflect.deleteProperty(globalThis, 'late')
})

describe('a file that names a source map', () => {
  const map = JSON.stringify({ version: 3, sources: ['orders.ts'], names: [], mappings: 'AAAA' })
  const data = Buffer.from(map).toString('base64')
  const stack = "new Error('here').stack"

  function written(name: string): string {
    const file = join(folder, name)
    writeFileSync(file, `exports.value = ${stack}\n//# source${'MappingURL'}=data:application/json;base64,${data}`)
    return file
  }

  /** The first frame of the stack that the module has made. */
  async function frameIn(file: string, graphOfIt: FetchedGraph): Promise<string | undefined> {
    const { modules: own } = await modules()
    own.foresee({ verb: 'foresee', code, url: file, graph: graphOfIt })
    const { value } = (await own.import(code.id, code.importer, '/var/runtime/index.js')) as { readonly value: string }
    return value.split('\n')[1]
  }

  test('is shown by it where Node.js has loaded the file', async () => {
    const file = written('loaded.cjs')
    const frame = await frameIn(file, [[file, { externalize: pathToFileURL(file).href, type: 'commonjs' }]])
    expect(frame).toContain(join(folder, 'orders.ts:1:1'))
  })

  test('is not shown by it where Vite has made other code of the file, and no map', async () => {
    const file = written('transformed.cjs')
    expect(await frameIn(file, exporting(file, stack))).toContain(`${file}:1:`)
  })
})
