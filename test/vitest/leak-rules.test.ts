import { describe, expect, test } from 'vitest'
import type { Leak } from '../../src/record/leak.js'
import {
  type AllowedLeak,
  DEFAULT_LEAK_RULES,
  isAllowed,
  type LeakRules,
  plainRule,
} from '../../src/vitest/leak-rules.js'

const leak: Leak = {
  kind: 'fetch',
  what: 'https://example.com/track',
  at: 'src/track.ts:14:3',
  via: 'src/orders.ts:7:5',
  invocation: 1,
}

/** As they arrive in a worker. */
const rules = (...allowed: AllowedLeak[]): LeakRules =>
  JSON.parse(JSON.stringify({ failOnLeak: 'warn', allowed: allowed.map(plainRule) })) as LeakRules

describe('the leaks that a project allows', () => {
  test.each<AllowedLeak>([
    { at: 'track.ts:14' },
    { at: /track\.TS:\d+/i },
    { what: 'https://example.com/track' },
    { via: 'orders.ts:7' },
    { via: /ORDERS/i, at: 'track.ts' },
    { what: /^https:\/\/example\.com\//, kind: 'fetch', reason: 'best effort' },
  ])('are those that have all parts of an entry, also after the way to a worker: %o', (entry) => {
    expect(isAllowed(leak, rules(entry))).toBe(true)
    expect(isAllowed(leak, rules({ at: 'other.ts' }, entry))).toBe(true)
  })

  test.each<AllowedLeak>([
    { at: 'track.ts:14', kind: 'timer' },
    { at: 'track.ts:1' },
    { at: /track\.TS/ },
    { what: 'https://example.com' },
    { what: /example/, at: 'other.ts' },
    { at: 'track.ts:14', via: 'src/refunds.ts' },
    { via: 'track.ts' },
  ])('are no others: %o', (entry) => {
    expect(isAllowed(leak, rules(entry))).toBe(false)
  })

  test('are none by default, and each is warned about', () => {
    expect(DEFAULT_LEAK_RULES).toEqual({ failOnLeak: 'warn', allowed: [] })
    expect(isAllowed(leak, DEFAULT_LEAK_RULES)).toBe(false)
  })
})
