import { describe, expect, test } from 'vitest'
import { readBody } from '../../src/function/function-body.js'
import type { Findings } from '../../src/function/function-body.js'
import { pairBrackets, tokenize } from '../../src/function/source-tokens.js'

function read(body: string): Findings {
  const tokens = tokenize(body) ?? []
  return readBody(tokens, pairBrackets(tokens) ?? new Map(), 0)
}

describe('readBody', () => {
  test('finds every import with what it names', () => {
    expect(read("import('a'); import(b); __vite_ssr_dynamic_import__('c', {})")).toMatchObject({
      imports: [{ specifier: 'a' }, {}, { specifier: 'c' }],
      otherLoaders: [],
      others: [],
    })
  })

  test('takes what is computed for the specifier as a part of the import', () => {
    expect(read("import(join(dir, 'a'))")).toMatchObject({ imports: [{}], others: [] })
  })

  test('finds other ways to load a module apart from other calls', () => {
    expect(read("require('a'); vi.importMock('b'); f()")).toMatchObject({
      imports: [],
      otherLoaders: ['require()', 'importMock()'],
      others: ['it calls f()'],
    })
  })

  test.each([
    ['a.b?.c(1)', ['it calls a.b?.c()']],
    ['f(1)(2)', ['it calls f()', 'it calls a computed function']],
    ['a[0](1)', ['it calls a computed function']],
    ['a?.(1)', ['it calls a computed function']],
    ['new A', ['new']],
    ['tag`x`', ['a tagged template']],
    ['x = tag`a${b}c`', ['a tagged template']],
    ['return 1', ['the value 1']],
    ['({ ok: true })', ['the value true']],
    ['return `x`', ['a text']],
    ['throw e', ['throw']],
  ])('says of %s that it does %j', (body, others) => {
    expect(read(body).others).toEqual(others)
  })

  test.each([
    ['(a)'],
    ['return (a)'],
    ['await (a)'],
    ['(a, b) => (c)'],
    ['async (a) => a'],
    ['function (a) { return a }'],
    ['function named(a) { return a }'],
    ['a.then(b)'],
    ['x = { if: a, new: b }'],
    ['a.new; a.if'],
    ['n += 1'],
    ["a['b']"],
    ['`${a}`'],
  ])('finds nothing in %s', (body) => {
    expect(read(body)).toMatchObject({ imports: [], otherLoaders: [], others: [] })
  })

  test.each([
    ["return import('a')", true],
    ["=> (await import('a'))", true],
    ["{ return import('a') }", true],
    ["{ import('a') }", false],
    ["import('a').b", false],
    ["n += 1; import('a')", false],
    ['=> globalThis["__vitest_mocker__"].wrapDynamicImport(async () => import("a"))', true],
  ])('tells whether %s gives a module back as it is: %s', (body, bare) => {
    expect(read(body).bare).toBe(bare)
  })
})
