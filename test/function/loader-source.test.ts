import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFunctionSource } from '../../src/function/loader-source.js'
import {
  ISTANBUL_HANDLERS,
  ISTANBUL_LOADERS,
  ISTANBUL_UNDECIDABLE,
  VITE_HANDLERS,
  VITE_LOADERS,
  VITE_UNDECIDABLE,
} from './function-texts.js'

describe('a loader', () => {
  test.each(Object.entries(VITE_LOADERS))('is recognised as Vitest evaluates it: %s', (_name, source) => {
    expect(readFunctionSource(source)).toMatchObject({ kind: 'loader' })
  })

  test.each(Object.entries(ISTANBUL_LOADERS))('is recognised between the counters of istanbul: %s', (_name, source) => {
    expect(readFunctionSource(source)).toMatchObject({ kind: 'loader' })
  })

  test.each([
    ["() => import('./a.js')"],
    ["() => (import('./a.js'))"],
    ["async()=>await import('./a.js')"],
    ["function () { return import('./a.js') }"],
    ["async function load() { return (await import('./a.js')).default }"],
    ["() => { loads += 1; return import('./a.js') }"],
    ["() => { loads++\n return import('./a.js') }"],
    ["() => { 'use strict'; return import('./a.js') }"],
    ["() => import('./a.js').then((m) => m)"],
    ["() => import('./a.js').then(async (m) => await m.handler)"],
    ["() => import('./a.js').then(({ api: { get } }) => ({ handler: get }))"],
    ["() => import('./a.js').then(m => m['api']['get'])"],
    ["async () => { const m = await import('./a.js'); return { handler: m.api?.get } }"],
    ["() => { const promise = import('./a.js'); return promise.then((m) => m.handler) }"],
    ["async () => { await import('./a.js') }"],
    ["[Symbol.for('x')]() { return import('./a.js') }"],
    ["async 'quoted name'() { return import('./a.js') }"],
    ["get load() { return import('./a.js') }"],
    ['() => globalThis["__vitest_mocker__"].wrapDynamicImport(async () => import("./a.js"))'],
    ["() => import(fileURLToPath(new URL('./a.js', import.meta.url)))"],
    ["() => import(`./${handlers['a']}.js`, { with: { type: 'json' } })"],
  ])('may be written %s', (source) => {
    expect(readFunctionSource(source)).toMatchObject({ kind: 'loader' })
  })

  test.each([
    ["() => import('./a.js')", './a.js'],
    ['() => import("./a.js")', './a.js'],
    ['() => import(`./a.js`)', './a.js'],
    ["() => import(/* why */ './a.js', { with: {} })", './a.js'],
    ['() => __vite_ssr_dynamic_import__("/src/a.ts")', '/src/a.ts'],
    ['() => __vite_ssr_dynamic_import__("/@fs/C:/src/ä b.ts?x=1")', '/@fs/C:/src/ä b.ts?x=1'],
  ])('%s names the module %s', (source, specifier) => {
    expect(readFunctionSource(source)).toEqual({ kind: 'loader', specifier })
  })

  test.each([
    ['() => import(path)'],
    ["() => import('./' + name)"],
    ['() => import(`./${name}.js`)'],
    ["() => import(resolve('./a.js'))"],
    [String.raw`() => import('./\u0061.js')`],
  ])('%s names no module', (source) => {
    expect(readFunctionSource(source)).toEqual({ kind: 'loader' })
  })
})

describe('a loader does more than import a module', () => {
  const reading = (source: string): boolean => 'more' in readFunctionSource(source)

  test.each([
    ["() => import('./a.js').then((m) => m.handler)"],
    ["() => import('./a.js').then((m) => m)"],
    ["async () => (await import('./a.js')).default"],
    ["async () => (await import('./a.js'))['api']"],
    ["async () => ({ handler: (await import('./a.js')).get })"],
    ["() => { loads += 1; return import('./a.js') }"],
    ["async () => { await import('./a.js') }"],
    [VITE_LOADERS['then() with a member']],
    [VITE_LOADERS['a block that answers { handler }']],
    [ISTANBUL_LOADERS['then() with a member']],
  ])('that is written %s', (source = '') => {
    expect(reading(source)).toBe(true)
  })

  test.each([
    ["() => import('./a.js')"],
    ["() => (import('./a.js'))"],
    ["async()=>await import('./a.js')"],
    ["function () { return import('./a.js') }"],
    ["async function load() { return (await import('./a.js')); }"],
    ['() => globalThis["__vitest_mocker__"].wrapDynamicImport(async () => import("./a.js"))'],
    [VITE_LOADERS['an awaiting arrow']],
    [VITE_LOADERS['a block']],
    [VITE_LOADERS['an async method']],
    [ISTANBUL_LOADERS['an arrow']],
    [ISTANBUL_LOADERS['an awaiting arrow']],
  ])('but not one that is written %s', (source = '') => {
    expect(source).not.toBe('')
    expect(reading(source)).toBe(false)
  })
})

describe('a handler', () => {
  test.each(Object.entries({ ...VITE_HANDLERS, ...ISTANBUL_HANDLERS }))(
    'is recognised as it is evaluated: %s',
    (_name, source) => {
      expect(readFunctionSource(source)).toEqual({ kind: 'handler' })
    },
  )

  test.each([
    ['() => {}'],
    ['async () => ({ statusCode: 200 })'],
    ['() => new Response()'],
    ['async (event) => import("./a.js")'],
    ['async event => (await import("./a.js")).run(event)'],
    ['(event = {}) => import("./a.js")'],
    ['(...args) => import("./a.js")'],
    ['({ id }, context) => import("./a.js")'],
    ['async function handler(event) { return import("./a.js") }'],
    ['handler(event) { return import("./a.js") }'],
    ['class Handler { static load() { return import("./a.js") } }'],
    ['() => \'import("./a.js")\''],
    ['() => `import("./a.js")`'],
    ['() => /import("a")/'],
    ['() => { /* import("./a.js") */ }'],
    ['() => loader.import("./a.js")'],
    ['() => loader?.import("./a.js")'],
    ['() => import.meta.url'],
    ['() => important("./a.js")'],
    ['() => { const x = require("x"); return x.run() }'],
  ])('may be written %s', (source) => {
    expect(readFunctionSource(source)).toEqual({ kind: 'handler' })
  })
})

describe('neither for sure', () => {
  test.each(Object.entries({ ...VITE_UNDECIDABLE, ...ISTANBUL_UNDECIDABLE }))(
    'is what is evaluated as %s',
    (_name, source) => {
      expect(readFunctionSource(source)).toMatchObject({ kind: 'undecidable' })
    },
  )

  test.each([
    ['function () { [native code] }', 'is native or bound: its source cannot be read'],
    ['function max() { [native code] }', 'is native or bound: its source cannot be read'],
    ['', 'has a source that cannot be read'],
    ['() => `', 'has a source that cannot be read'],
    ['() => (', 'has a source that cannot be read'],
    ["async () => { await import('a'); return import('b') }", 'imports more than one module'],
    ["async () => (await import('a')).run()", 'imports a module and does other things too (it calls run())'],
    [
      "async () => { const m = await import('a'); return m.api.get({}) }",
      'imports a module and does other things too (it calls m.api.get())',
    ],
    ["() => import('a').then((m) => m.create())", 'imports a module and does other things too (it calls m.create())'],
    ["() => import('a').catch(() => {})", 'imports a module and does other things too (it calls catch())'],
    ["() => then(import('a'))", 'imports a module and does other things too (it calls then())'],
    ["async () => new (await import('a')).App()", 'imports a module and does other things too (new)'],
    ["async () => { if (x) return import('a') }", 'imports a module and does other things too (if)'],
    [
      "async () => { try { return await import('a') } finally { x = 1 } }",
      'imports a module and does other things too (try)',
    ],
    ["() => sql`x ${import('a')}`", 'imports a module and does other things too (a tagged template)'],
    ["() => `x ${import('a')}`", 'imports a module and does other things too (a text)'],
    ["() => [f(import('a'))]", 'imports a module and does other things too (it calls f())'],
    [
      "async () => { const m = await import('a'); return { statusCode: 200, body: m.text } }",
      'imports a module and does other things too (the value 200)',
    ],
    ["async () => { await import('a'); return 'ok' }", "imports a module and does other things too (the value 'ok')"],
    [
      "async () => { await import('a'); return { ok: true } }",
      'imports a module and does other things too (the value true)',
    ],
    ["async () => { require('x'); return import('a') }", 'imports a module and does other things too (require())'],
    ["() => require('./a.cjs')", 'loads a module in another way than import() (require())'],
    ["() => vi.importActual('./a.js')", 'loads a module in another way than import() (importActual())'],
  ])('%s %s', (source, why) => {
    expect(readFunctionSource(source)).toEqual({ kind: 'undecidable', why })
  })
})

describe('any function', () => {
  const noise = fc.constantFrom('', ' ', '\n', "/* import('a') */", "// import('b'); f()\n", '/* } */', "/* ' */")
  const counter = fc.constantFrom('', 'cov_1a2b3c().s[0]++;', 'cov_1a2b3c().f[12]++;cov_1a2b3c().s[3]++;')
  const sequence = fc.constantFrom('', 'cov_1a2b3c().s[0]++, ', 'cov_1a2b3c().b[0][1]++, ')
  const specifier = fc.constantFrom("'./a.js'", '"/src/a.ts"', '`./a)b.js`', "'./f(x).js'", 'path', "'./' + f(name)")
  const importing = fc
    .tuple(fc.constantFrom('import', '__vite_ssr_dynamic_import__'), noise, noise, specifier, noise)
    .map(([name, a, b, what, c]) => `${name}${a}(${b}${what}${c})`)
  const tail = fc.constantFrom(
    '',
    '.then((m) => m.handler)',
    '.then(({ a }) => ({ handler: a }))',
    '.then(function (m) { return m })',
  )

  test('that only imports is a loader, whatever comments, counters and shape surround the import', () => {
    const shape = fc.constantFrom(
      (call: string, count: string) => `() => { ${count} return ${call} }`,
      (call: string) => `() => ${call}`,
      (call: string, count: string) => `async () => {${count}return await ${call}}`,
      (call: string, count: string) => `async function load() { ${count} const m = await ${call}\n ${count} return m }`,
      (call: string, count: string) => `load() {${count} return ${call}}`,
    )
    fc.assert(
      fc.property(shape, importing, tail, counter, sequence, noise, (write, call, then, count, first, around) => {
        const source = write(`(${first}${call})${then}${around}\n`, `${around}${count}`)
        expect(readFunctionSource(source)).toMatchObject({ kind: 'loader' })
      }),
    )
  })

  test('that calls anything besides is no loader', () => {
    const extra = fc.constantFrom('f()', 'm.run()', 'console.log(1)', 'new X', 'a?.(1)', 'x`y`', 'f()()')
    fc.assert(
      fc.property(importing, extra, fc.boolean(), noise, (call, other, before, around) => {
        const body = before ? `${other};${around}return ${call}` : `const m = await ${call};${around}return ${other}`
        expect(readFunctionSource(`async () => { ${body} }`)).toMatchObject({ kind: 'undecidable' })
      }),
    )
  })

  test('without an import is a handler, whatever its strings and comments say', () => {
    const value = fc.constantFrom(
      '"import(1)"',
      "'__vite_ssr_dynamic_import__(2)'",
      '`import(3)`',
      '/import(4)/',
      '5',
      'f(6)',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(value, noise), { minLength: 1 }), (values) => {
        const body = values.map(([text, around]) => `x = ${text}${around}\n`).join(';')
        expect(readFunctionSource(`async () => { ${body} }`)).toEqual({ kind: 'handler' })
      }),
    )
  })

  test('with a parameter is a handler, whatever it does', () => {
    const parameters = fc.constantFrom('event', '{ id }', '[a]', 'event = f(")")', '...all', 'a, b, c')
    fc.assert(
      fc.property(parameters, importing, tail, noise, (list, call, then, around) => {
        expect(readFunctionSource(`async (${around}${list}${around}) => ${call}${then}`)).toEqual({ kind: 'handler' })
      }),
    )
  })

  test('gets an answer, never an exception', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.constantFrom('import', '(', ')', '=>', '{', '}', '.then', "'a'", 'cov_1()', '[')),
        (text, pieces) => {
          for (const source of [text, pieces.join(' ')]) {
            expect(['loader', 'handler', 'undecidable']).toContain(readFunctionSource(source).kind)
          }
        },
      ),
    )
  })
})
