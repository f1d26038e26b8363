// The import table, the no-cycle rule and the other hard boundaries, read from the sources.

import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src/', import.meta.url))

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split(sep).join('/'))
const sources = new Map(files.map((name) => [name, readFileSync(join(src, name), 'utf8')]))
const imports = files.flatMap(importsOf)

const loadedBySetup = reachableFrom('vitest/worker/setup.ts')

/** Which folder may import which at run time, beyond itself. `import type` is free unless said otherwise. */
const table: Record<string, readonly string[]> = {
  function: [],
  runtime: [],
  record: [],
  events: ['function'],
  compare: ['function', 'record'],
  matchers: ['record', 'compare'],
  effects: [],
  sandbox: ['effects', 'runtime'],
  environment: ['record', 'runtime'],
  invoke: ['function', 'record', 'environment'],
  sources: ['function', 'record', 'events', 'invoke'],
  vitest: [
    'function',
    'record',
    'compare',
    'matchers',
    'events',
    'invoke',
    'sources',
    'environment',
    'sandbox',
    'effects',
  ],
}

/** Builtins that compute and do nothing else. */
const pureBuiltins = new Set(['node:util', 'node:util/types', 'node:buffer', 'node:zlib', 'node:crypto'])
const builtinsOf: Record<string, ReadonlySet<string>> = {
  function: pureBuiltins,
  record: pureBuiltins,
  events: pureBuiltins,
  compare: pureBuiltins,
  matchers: pureBuiltins,
  runtime: new Set([...pureBuiltins, 'node:stream', 'node:async_hooks']),
}

describe('the folders', () => {
  test('are the ones the import table names, beside the entry files', () => {
    const folders = new Set(files.filter((name) => name.includes('/')).map((name) => name.split('/')[0]))
    expect([...folders].toSorted()).toEqual(Object.keys(table).toSorted())
    expect(files.filter((name) => !name.includes('/')).toSorted()).toEqual(['events.ts', 'index.ts', 'matchers.ts'])
  })

  test('import each other at run time only as the table says', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const [home = '', target = ''] = [folderOf(from), folderOf(to)]
      return !typeOnly && to.startsWith('src/') && home !== target && home in table && !table[home]?.includes(target)
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('that are pure import no builtin that does anything', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const allowed = builtinsOf[folderOf(from) ?? '']
      return !typeOnly && allowed && !to.startsWith('src/') && !allowed.has(to)
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('outside vitest/ import vitest and vite for their types alone', () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        /^vite(st)?(\/|$)/.test(to) && !from.startsWith('vitest/') && from !== 'matchers.ts' && !typeOnly,
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('of the Vitest server and of its workers do not import each other', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        (from.startsWith('vitest/server/') && to.startsWith('src/vitest/worker/')) ||
        (from.startsWith('vitest/worker/') && to.startsWith('src/vitest/server/')),
    )
    expect(wrong.map(show)).toEqual([])
  })
})

describe('the files', () => {
  test('import each other in no cycle', () => {
    expect(findCycle()).toBeUndefined()
  })

  test('are at most 300 lines long, and the public API fits a page', () => {
    const long = files.filter((name) => lines(name) > 300)
    expect(long).toEqual([])
    expect(lines('index.ts')).toBeLessThanOrEqual(60)
  })

  test('begin with one sentence that says what they hold', () => {
    const silent = files.filter((name) => !/^(?:\/\/\/.*\n)?\/\/ .+/.test(sources.get(name) ?? ''))
    expect(silent).toEqual([])
  })

  test('use no any', () => {
    const careless = files.filter((name) => /(?::|<|\bas)\s*any\b/.test(codeOf(name)))
    expect(careless).toEqual([])
  })

  test('replace nothing that is not theirs, except through effects/patch.ts', () => {
    const replacing = files.filter(
      (name) =>
        name !== 'effects/patch.ts' &&
        /\b(?:globalThis|process|console)(?:\.\w+)?(?:\.prototype)?\.\w+\s*=[^=>]/.test(codeOf(name)),
    )
    expect(replacing).toEqual(allowedAssignments)
  })

  test('that every test file loads import no builtin that is dear to load and rarely needed', () => {
    // By `process.getBuiltinModule()` they are loaded when they are needed, and without undici, which an import of
    // `node:http` brings in because it reads all exports.
    const dear = /^node:(?:assert|cluster|crypto|http|http2|https|inspector|process|readline|repl|tls|v8|zlib)(?:\/|$)/
    const wrong = imports.filter(({ from, to, typeOnly }) => loadedBySetup.has(from) && !typeOnly && dear.test(to))
    expect(wrong.map(show)).toEqual([])
    expect(loadedBySetup.size).toBeGreaterThan(100)
  })

  test('read undocumented fields of Vitest in one place', () => {
    const reading = files.filter((name) => /__vitest_\w+__/.test(codeOf(name)))
    expect(reading).toEqual(['effects/module-graph/vitest-modules.ts'])
  })
})

/** `process.exitCode` cannot be routed: Node lets nobody redefine it, so its value is exchanged. */
const allowedAssignments = ['effects/exit.ts', 'effects/exit/exit-code.ts']

function importsOf(from: string): Import[] {
  const text = codeOf(from)
  const found = text.matchAll(/^(?:import|export)\s+(type\s+)?(?:([^'"=();]*?)\s+from\s+)?'([^'\n]+)'/gm)
  return [...found].map(([, typeWord, names = '', specifier = '']) => ({
    from,
    to: specifier.startsWith('.')
      ? `src/${posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts')}`
      : specifier,
    typeOnly: typeWord !== undefined || onlyTypes(names),
  }))
}

/** `{ type A, type B }` imports nothing at run time. */
function onlyTypes(names: string): boolean {
  const inner = /^\{(.*)\}$/s.exec(names.trim())?.[1]
  return inner !== undefined && inner.split(',').every((name) => /^\s*(?:type\s|$)/.test(name))
}

function findCycle(): readonly string[] | undefined {
  const edges = Map.groupBy(
    imports.filter(({ to, typeOnly }) => !typeOnly && to.startsWith('src/')),
    ({ from }) => from,
  )
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const { to } of edges.get(file) ?? []) {
      const cycle = visit(to.slice('src/'.length), [...path, file])
      if (cycle) return cycle
    }
    done.add(file)
    return undefined
  }
  return files.map((file) => visit(file, [])).find((cycle) => cycle !== undefined)
}

/** Every file that the setup file imports, directly or not. */
function reachableFrom(entry: string): ReadonlySet<string> {
  const found = new Set([entry])
  for (const file of found) {
    for (const { from, to, typeOnly } of imports) {
      if (from === file && !typeOnly && to.startsWith('src/')) found.add(to.slice('src/'.length))
    }
  }
  return found
}

function folderOf(path: string): string | undefined {
  const parts = path.replace(/^src\//, '').split('/')
  return parts.length > 1 ? parts[0] : undefined
}

function codeOf(name: string): string {
  return (sources.get(name) ?? '').replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
}

function lines(name: string): number {
  return (sources.get(name) ?? '').split('\n').length - 1
}

function show({ from, to }: Import): string {
  return `${from} → ${to}`
}
