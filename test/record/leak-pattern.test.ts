import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTextOrMatch, type LeakPattern, matchesLeak } from '../../src/record/leak-pattern.js'
import type { Leak } from '../../src/record/leak.js'

const leak: Leak = { kind: 'timer', what: '100 ms', at: 'src/track.ts:14:3', invocation: 2 }
const matches = (pattern: LeakPattern, of: Leak = leak): boolean => matchesLeak(of, pattern, isTextOrMatch)

describe('a pattern', () => {
  test('matches a leak that has all its parts, and nothing is a part that all have', () => {
    expect(matches({})).toBe(true)
    expect(matches({ kind: 'timer', what: '100 ms', at: 'track.ts', invocation: 2 })).toBe(true)
    expect(matches(leak)).toBe(true)
  })

  test.each<LeakPattern>([{ kind: 'interval' }, { what: '10 ms' }, { at: 'other.ts' }, { invocation: 1 }])(
    'does not match a leak that differs in one part: %o',
    (part) => {
      expect(matches(part)).toBe(false)
      expect(matches({ kind: 'timer', what: '100 ms', at: 'track.ts', invocation: 2, ...part })).toBe(false)
    },
  )

  test('with a text wants the whole of what it is, with a RegExp a part', () => {
    expect(matches({ what: '00 ms' })).toBe(false)
    expect(matches({ what: /00 ms/ })).toBe(true)
    const pattern = { what: /\d/g, at: /track/g }
    expect([matches(pattern), matches(pattern)]).toEqual([true, true])
  })

  test('compares the call that led there as it does the place', () => {
    const of = { ...leak, via: 'src/orders.ts:7:5' }
    expect(matches({ via: 'orders.ts:7' }, of)).toBe(true)
    expect(matches({ via: /orders/ }, of)).toBe(true)
    expect(matches(of, of)).toBe(true)
    expect(matches({ via: 'track.ts' }, of)).toBe(false)
    expect(matches({ via: 'orders.ts:7' })).toBe(false)
  })

  test('with a place matches no leak whose place is not known', () => {
    const { at: _, ...nowhere } = leak
    expect(matches({ at: 'track.ts' }, nowhere)).toBe(false)
    expect(matches({ at: /^/ }, nowhere)).toBe(false)
    expect(matches({ kind: 'timer' }, nowhere)).toBe(true)
  })

  test('asks the caller how a text is compared, except for a place', () => {
    const asked: unknown[] = []
    const all = { what: '1', at: 'track.ts' }
    matchesLeak(leak, all, (text, expected) => asked.push([text, expected]) > 0)
    expect(asked).toEqual([['100 ms', '1']])
  })
})

describe('a place', () => {
  test.each(['track.ts', 'src/track.ts', 'track.ts:14', 'src/track.ts:14:3', './src/track.ts:14', 'src\\track.ts:14'])(
    'matches %s',
    (at) => {
      expect(matches({ at })).toBe(true)
    },
  )

  test.each([
    'rack.ts',
    'track.ts:1',
    'track.ts:143',
    'track.ts:14:33',
    'track',
    'src',
    'app/src/track.ts',
    'track.ts:3',
  ])('does not match %s: names and numbers are whole', (at) => {
    expect(matches({ at })).toBe(false)
  })

  test('on Windows is written either way', () => {
    const there = { ...leak, at: 'D:\\shop\\src\\track.ts:14:3' }
    for (const at of ['src/track.ts:14', 'src\\track.ts', 'D:\\shop\\src\\track.ts'])
      expect(matches({ at }, there)).toBe(true)
  })

  test('matches every end of its own path, with as much of the position as is given', () => {
    const name = fc.stringMatching(/^[a-z][a-z. -]{0,8}$/)
    const position = fc.tuple(fc.nat(999), fc.nat(99))
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 4 }),
        position,
        fc.nat(3),
        fc.nat(2),
        (path, where, cut, depth) => {
          const end = path.slice(Math.min(cut, path.length - 1)).join('/')
          const at = [end, ...where.slice(0, depth)].join(':')
          expect(matches({ at }, { ...leak, at: [path.join('/'), ...where].join(':') })).toBe(true)
        },
      ),
    )
  })
})
