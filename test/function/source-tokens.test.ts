import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairBrackets, tokenize } from '../../src/function/source-tokens.js'
import type { Token } from '../../src/function/source-tokens.js'

function texts(source: string): readonly string[] | undefined {
  return tokenize(source)?.map((token) => token.text)
}

function kinds(source: string): readonly string[] | undefined {
  return tokenize(source)?.map((token) => `${token.kind} ${token.text}`)
}

describe('tokenize', () => {
  test.each([
    ['', []],
    ['  \n\t ', []],
    ['// import("x")', []],
    ['/* import("x") */ a', ['name a']],
    ['a // b\nc', ['name a', 'name c']],
    ['/* a * / */ b /**/', ['name b']],
    [`'it\\'s' "a\\"b"`, [`string 'it\\'s'`, `string "a\\"b"`]],
    ["'a\\\nb'", ["string 'a\\\nb'"]],
    ['$a _b #c ünï \\u0061b', ['name $a', 'name _b', 'name #c', 'name ünï', 'name \\u0061b']],
    [
      '1 .5 1_000 0x1F 0b11 0o17 12n 1e-3',
      ['1', '.5', '1_000', '0x1F', '0b11', '0o17', '12n', '1e-3'].map((n) => `number ${n}`),
    ],
    ['1..toFixed()', ['number 1.', 'punctuator .', 'name toFixed', 'punctuator (', 'punctuator )']],
    ['a?.b', ['name a', 'punctuator ?.', 'name b']],
    ['a?.5:1', ['name a', 'punctuator ?', 'number .5', 'punctuator :', 'number 1']],
    ['(...a) => a', ['punctuator (', 'punctuator ...', 'name a', 'punctuator )', 'punctuator =>', 'name a']],
    ['a@b', ['name a', 'punctuator @', 'name b']],
  ])('reads %j', (source, expected) => {
    expect(kinds(source)).toEqual(expected)
  })

  test.each([
    ['a / b / c', ['a', '/', 'b', '/', 'c']],
    ['(a) / b / c', ['(', 'a', ')', '/', 'b', '/', 'c']],
    ['a[0] / b / c', ['a', '[', '0', ']', '/', 'b', '/', 'c']],
    ['a++ / b / c', ['a', '++', '/', 'b', '/', 'c']],
    ['({}) / b / c', ['(', '{', '}', ')', '/', 'b', '/', 'c']],
    ['x = {} / b / c', ['x', '=', '{', '}', '/', 'b', '/', 'c']],
    ['`t` / b / c', ['`t`', '/', 'b', '/', 'c']],
    ['a.return / b / c', ['a', '.', 'return', '/', 'b', '/', 'c']],
    ['1 / 2 / 3', ['1', '/', '2', '/', '3']],
    ['this / b / c', ['this', '/', 'b', '/', 'c']],
  ])('takes the strokes of %j for divisions', (source, expected) => {
    expect(texts(source)).toEqual(expected)
  })

  test.each([
    ['/b/g', '/b/g'],
    ['x = /b/', '/b/'],
    ['f(/b/)', '/b/'],
    ['return /b/', '/b/'],
    ['typeof /b/', '/b/'],
    ['a => /b/', '/b/'],
    ['[/b/]', '/b/'],
    ['!/b/', '/b/'],
    ['if (a) /b/.test(c)', '/b/'],
    ['while (f(a)) /b/.test(c)', '/b/'],
    ['{ a() } /b/.test(c)', '/b/'],
    ['if (a) { } else { } /b/.test(c)', '/b/'],
    ['x = /[/"]/', '/[/"]/'],
    ['x = /\\/"/', '/\\/"/'],
    ["x = /import\\('a'\\)/u", "/import\\('a'\\)/u"],
    ['`${ /}`/ }`', '/}`/'],
  ])('finds the regular expression in %j', (source, expected) => {
    expect(tokenize(source)?.filter((token) => token.kind === 'regex')).toEqual([{ kind: 'regex', text: expected }])
  })

  test.each([
    ['`a`', ['`a`']],
    ['`a$b{c}`', ['`a$b{c}`']],
    ['`a\\`b\\${c`', ['`a\\`b\\${c`']],
    ['`a${b}c`', ['`a${', 'b', '}c`']],
    ['`${a}${b}`', ['`${', 'a', '}${', 'b', '}`']],
    ['`${ { a: `x${y}` } }`', ['`${', '{', 'a', ':', '`x${', 'y', '}`', '}', '}`']],
    ['`${ "}" }`', ['`${', '"}"', '}`']],
    ['f`a`', ['f', '`a`']],
  ])('takes the template %j apart', (source, expected) => {
    expect(texts(source)).toEqual(expected)
  })

  test.each(["'open", '"a\nb"', '`open', '`${a', '(', '{ a', 'a )', '( ]', '`${ ( }`', '} {'])(
    'cannot read %j',
    (source) => {
      expect(tokenize(source)).toBeUndefined()
    },
  )

  test('never takes the text of a string, template, comment or regular expression for code', () => {
    fc.assert(
      fc.property(program(), ({ source, tokens }) => {
        expect(tokenize(source)).toEqual(tokens)
      }),
      { numRuns: 500 },
    )
  })

  test('reads the same tokens whatever blanks and comments are between them', () => {
    fc.assert(
      fc.property(program(), fc.array(GAP, { minLength: 1 }), ({ tokens }, gaps) => {
        const source = tokens.map((token, index) => `${token.text}${gaps[index % gaps.length] ?? ' '}`).join('')
        expect(tokenize(source)).toEqual(tokens)
      }),
    )
  })

  test('never throws, whatever text it gets', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      '`',
      '${',
      '"',
      "'",
      '/',
      '\\',
      '*',
      '//',
      '\n',
      'a',
      '1',
      '.',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (source) => {
          const tokens = tokenize(source)
          if (tokens) expect(pairBrackets(tokens)).toBeDefined()
        },
      ),
    )
  })
})

describe('pairBrackets', () => {
  test('knows the partner of every bracket, both ways', () => {
    const tokens = tokenize('f(a[0], { b: `x${(c)}` })') ?? []
    const partners = pairBrackets(tokens)
    const at = (text: string): number => tokens.findIndex((token) => token.text === text)
    expect(partners?.get(at('('))).toBe(tokens.length - 1)
    expect(partners?.get(at('['))).toBe(at(']'))
    expect(partners?.get(at('}'))).toBe(at('{'))
  })

  test.each([['('], [')'], ['(]'], ['{(})']])('gives up on %s', (brackets) => {
    const tokens = [...brackets].map((text): Token => ({ kind: 'punctuator', text }))
    expect(pairBrackets(tokens)).toBeUndefined()
  })

  test('does not count brackets in strings and templates', () => {
    expect(
      pairBrackets([
        { kind: 'string', text: "'('" },
        { kind: 'template', text: '`${' },
      ])?.size,
    ).toBe(0)
  })
})

/** A program with the tokens it has: values joined by operators, with blanks and comments between them. */
interface Program {
  readonly source: string
  readonly tokens: readonly Token[]
}

const TRAP = `import('x') ) } ] /* // require("y") `
const GAP = fc.constantFrom(' ', '\n', `/* ${TRAP.replace('/*', '')} */`, `// ${TRAP}\n`, '\t/**/ ')
const VALUE = fc.constantFrom<Token>(
  { kind: 'name', text: 'a' },
  { kind: 'name', text: 'importer' },
  { kind: 'number', text: '42' },
  { kind: 'string', text: `"${TRAP.replaceAll('"', '')}"` },
  { kind: 'string', text: `'${TRAP.replaceAll("'", '')}'` },
  { kind: 'string', text: `'\\'import(\\\\'` },
  { kind: 'template', text: `\`${TRAP} \\\` \\\${ $\`` },
  { kind: 'regex', text: `/[/)]import\\('x'\\)\\/"/gu` },
)

function program(): fc.Arbitrary<Program> {
  const { expression } = fc.letrec<{ expression: Program; value: Program }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      VALUE.map((token) => ({ source: token.text, tokens: [token] })),
      fc
        .tuple(fc.constantFrom('()', '[]', '{}'), tie('expression'))
        .map(([[open = '', close = ''], inner]) => enclose(open, inner, close)),
      tie('expression').map((inner) => template(inner)),
    ),
    expression: fc
      .tuple(
        tie('value'),
        fc.array(fc.tuple(GAP, fc.constantFrom('+', ',', '*', '&&', '=>', ':'), GAP, tie('value')), { maxLength: 3 }),
      )
      .map(([first, rest]) =>
        rest.reduce((left, [before, operator, after, right]) => join(left, before, operator, after, right), first),
      ),
  }))
  return expression
}

function punctuator(text: string): Token {
  return { kind: 'punctuator', text }
}

function enclose(open: string, { source, tokens }: Program, close: string): Program {
  return { source: `${open}${source}${close}`, tokens: [punctuator(open), ...tokens, punctuator(close)] }
}

function template({ source, tokens }: Program): Program {
  const head: Token = { kind: 'template', text: '`import(${' }
  const tail: Token = { kind: 'template', text: '})`' }
  return { source: `${head.text}${source}${tail.text}`, tokens: [head, ...tokens, tail] }
}

function join(left: Program, before: string, operator: string, after: string, right: Program): Program {
  return {
    source: `${left.source}${before}${operator}${after}${right.source}`,
    tokens: [...left.tokens, punctuator(operator), ...right.tokens],
  }
}
