import { describe, expect, test } from 'vitest'
import { TraceHeaders } from '../../src/function/trace-headers.js'

const NOON = Date.UTC(2026, 0, 1, 12)

function headers(): TraceHeaders {
  let begun = 0
  return new TraceHeaders(() => String(++begun).repeat(32))
}

describe('trace headers [CTX-13]', () => {
  test('say when the trace began, in seconds, and that it is not sampled', () => {
    const { next } = headers()
    expect([next(NOON), next(NOON + 999), next(NOON + 1000), next(NOON)]).toEqual([
      'Root=1-695661c0-111111111111111111100001;Parent=1111111111100001;Sampled=0;Lineage=1:11111111:0',
      'Root=1-695661c0-111111111111111111100002;Parent=1111111111100002;Sampled=0;Lineage=1:11111111:0',
      'Root=1-695661c1-111111111111111111100003;Parent=1111111111100003;Sampled=0;Lineage=1:11111111:0',
      'Root=1-695661c0-111111111111111111100004;Parent=1111111111100004;Sampled=0;Lineage=1:11111111:0',
    ])
  })

  test('never repeat, and keep their shape, however many there are', () => {
    const { next } = headers()
    // More than are counted on from one beginning.
    const made = new Set(Array.from({ length: 1_000_000 }, () => next(NOON)))
    expect(made.size).toBe(1_000_000)
    expect([...made].at(-1)).toMatch(/^Root=1-695661c0-2{18}\d{6};Parent=2{10}\d{6};Sampled=0;Lineage=1:2{8}:0$/)
  })
})
