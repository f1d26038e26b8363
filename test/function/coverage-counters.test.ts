import { describe, expect, test } from 'vitest'
import { withoutCounters } from '../../src/function/coverage-counters.js'
import { tokenize } from '../../src/function/source-tokens.js'

function without(source: string): string | undefined {
  const tokens = tokenize(source)
  return (
    tokens &&
    withoutCounters(tokens)
      .map((token) => token.text)
      .join(' ')
  )
}

describe('withoutCounters', () => {
  test.each([
    ['cov_1a2b().f[0]++; cov_1a2b().s[12]++; return a', 'return a'],
    ['(cov_1a2b().s[15]++, await a)', '( await a )'],
    ['a ? (cov_1a2b().b[0][1]++, b) : c', 'a ? ( b ) : c'],
    ['cov_1a2b.s[0]++; a', 'a'],
    ['cov_1a2b().s[0]++', ''],
    ['{cov_1a2b().f[0]++;cov_1a2b().s[0]++;return a}', '{ return a }'],
  ])('of %j leaves %j', (source, left) => {
    expect(without(source)).toBe(left)
  })

  test.each([
    'cov_1a2b ( )',
    'cov_1a2b ( ) . x [ 0 ] ++',
    'cov_1a2b ( ) . s [ n ] ++',
    'cov_1a2b ( 1 ) . s [ 0 ] ++',
    'recov_1 ( ) . s [ 0 ] ++',
    "'cov_1a2b().s[0]++'",
  ])('leaves %j alone', (source) => {
    expect(without(source)).toBe(source)
  })
})
