import { describe, expect, test } from 'vitest'
import { countEqual, showLeak, showResumed } from '../../src/record/leak-text.js'
import type { Leak } from '../../src/record/leak.js'

const leak: Leak = { kind: 'fetch', what: 'https://example.com/track', at: 'src/track.ts:14:3', invocation: 2 }
const { at: _, ...nowhere } = leak

describe('a leak in words', () => {
  test('is its kind as an assertion wants it, what it is, and where it was made', () => {
    expect(showLeak(leak)).toBe('fetch https://example.com/track (src/track.ts:14:3)')
    expect(showLeak(nowhere)).toBe('fetch https://example.com/track')
  })

  test('names the call that nobody awaits, where that is another line', () => {
    const via = 'src/orders.ts:7:5'
    expect(showLeak({ ...leak, via })).toBe(
      'fetch https://example.com/track (src/track.ts:14:3), in a call that nobody awaits (src/orders.ts:7:5)',
    )
    expect(showResumed({ ...leak, via, ran: 'at-thaw' })).toBe(
      'fetch https://example.com/track of invocation 2 (src/track.ts:14:3), in a call that nobody awaits (src/orders.ts:7:5)',
    )
  })

  test('says no more of an immediate than that it is one', () => {
    expect(showLeak({ ...leak, kind: 'immediate', what: 'setImmediate' })).toBe('immediate (src/track.ts:14:3)')
  })

  test('stays on one line of bearable length, whatever was written', () => {
    const text = showLeak({ ...nowhere, kind: 'console', what: `done\nat ${'x'.repeat(300)}` })
    expect(text).toMatch(/^console done at x+…$/)
    expect(text.length).toBeLessThan(120)
  })
})

test('equal texts are told once, with how often, in the order in which they come', () => {
  expect(countEqual(['a', 'b', 'a', 'c', 'a', 'c'])).toEqual(['a, 3 times', 'b', 'c, 2 times'])
  expect(countEqual([])).toEqual([])
})

test('work that goes on names the invocation that left it', () => {
  expect(showResumed({ ...leak, ran: 'at-thaw' })).toBe(
    'fetch https://example.com/track of invocation 2 (src/track.ts:14:3)',
  )
})
