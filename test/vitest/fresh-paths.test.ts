import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_FRESH_MODULES } from '../../src/function/defaults.js'
import { freshPathPatterns } from '../../src/vitest/fresh-paths.js'

const matches = (one: string | RegExp, path: string): boolean =>
  freshPathPatterns([one]).some((pattern) => pattern.test(path))

const winston = '/app/node_modules/winston/lib/winston.js'

describe('a package by its name', () => {
  test.each([
    ['winston', winston],
    ['winston', 'C:\\app\\node_modules\\winston\\lib\\winston.js'],
    ['@middy/core', '/app/node_modules/.pnpm/@middy+core@6.4.5/node_modules/@middy/core/index.js'],
    ['@middy/core', 'C:\\app\\node_modules\\@middy\\core\\index.js'],
  ])('%s has the file %s', (name, path) => {
    expect(matches(name, path)).toBe(true)
  })

  test.each([
    ['winston', '/app/node_modules/winston-transport/index.js'],
    ['winston', '/app/node_modules/my-winston/index.js'],
    ['winston', '/app/src/winston/index.js'],
    ['a.b', '/app/node_modules/axb/index.js'],
  ])('%s has not the file %s', (name, path) => {
    expect(matches(name, path)).toBe(false)
  })

  test('is found whatever signs are in it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9.~_+$()-]{1,12}$/), (name) => {
        expect(matches(name, `/app/node_modules/${name}/index.js`)).toBe(true)
        expect(matches(name, `/app/node_modules/x${name}/index.js`)).toBe(false)
      }),
    )
  })
})

describe('packages by a pattern', () => {
  test.each([
    [/^winston$/, winston],
    [/^winston/, '/app/node_modules/winston-transport/index.js'],
    [/^@middy\//, '/app/node_modules/@middy/util/index.js'],
    [/^@middy\//, 'C:\\app\\node_modules\\@middy\\util\\index.js'],
    [/WINSTON/i, winston],
    [/winston\/lib/, winston],
  ])('%s matches %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(true)
  })

  test.each([
    [/^winston$/, '/app/node_modules/winston-transport/index.js'],
    [/^iddy/, '/app/node_modules/@middy/util/index.js'],
    [/^src/, '/app/src/index.js'],
  ])('%s does not match %s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(false)
  })

  test('give the same answer each time, global and sticky ones too', () => {
    const [pattern] = freshPathPatterns([/^winston$/gy])
    expect([1, 2, 3].map(() => pattern?.test(winston))).toEqual([true, true, true])
  })

  test('of the default are the families that keep caches in module scope, and nothing of the AWS SDK', () => {
    const fresh = (path: string): boolean => DEFAULT_FRESH_MODULES.some((pattern) => matches(pattern, path))
    expect(fresh('/app/node_modules/@aws-lambda-powertools/parameters/lib/esm/index.js')).toBe(true)
    expect(fresh('/app/node_modules/@middy/core/index.js')).toBe(true)
    expect(fresh('/app/node_modules/@aws-sdk/client-s3/dist-cjs/index.js')).toBe(false)
  })
})
