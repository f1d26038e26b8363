import { describe, expect, test } from 'vitest'
import { createChance, createIds } from '../../src/function/ids.js'

const TRACE = /^Root=1-6955b900-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('ids', () => {
  test('without a seed are new in every run', () => {
    const [a, b] = [createIds(undefined, 'orders'), createIds(undefined, 'orders')]
    expect(a.request()).not.toBe(b.request())
    expect(a.environment()).not.toBe(b.environment())
  })

  test('with a seed are the same in every run, and differ from call to call', () => {
    const [a, b] = [createIds(7, 'orders'), createIds(7, 'orders')]
    const first = [a.request(), a.environment(), a.request(), a.trace(0), a.trace(0)]
    expect([b.request(), b.environment(), b.request(), b.trace(0), b.trace(0)]).toEqual(first)
    expect(new Set(first).size).toBe(5)
  })

  test('differ between seeds and between functions of one seed', () => {
    const ids = [createIds(7, 'orders'), createIds(8, 'orders'), createIds(7, 'payments')].map((one) => one.request())
    expect(new Set(ids).size).toBe(3)
  })

  test.each([undefined, 7])('have the shapes AWS gives them, with the seed %s [CTX-5, CTX-8, CTX-13]', (seed) => {
    const ids = createIds(seed, 'orders')
    expect(ids.request()).toMatch(UUID)
    expect(ids.trace(Date.UTC(2026, 0))).toMatch(TRACE)
    expect(ids.environment()).toMatch(/^[0-9a-f]{32}$/)
  })
})

test('ids without a seed never repeat, and keep their shape, however many there are [CTX-5, CTX-8]', () => {
  const ids = createIds(undefined, 'orders')
  // More than are counted on from one random id.
  const made = new Set(Array.from({ length: 1_000_000 }, () => ids.environment()))
  expect(made.size).toBe(1_000_000)
  expect([...made].at(-1)).toMatch(/^[0-9a-f]{32}$/)
})

describe('chance', () => {
  const drawn = (seed: number, name: string, count = 1): number[] => {
    const chance = createChance(seed, name)
    return Array.from({ length: count }, chance)
  }

  test('is the same in every run, and another for another seed or function', () => {
    expect(drawn(7, 'orders', 3)).toEqual(drawn(7, 'orders', 3))
    const firsts = [drawn(7, 'orders'), drawn(8, 'orders'), drawn(7, 'payments')].flat()
    expect(new Set([...firsts, ...drawn(7, 'orders', 2).slice(1)]).size).toBe(4)
  })

  test('is spread evenly from 0 to less than 1', () => {
    const all = drawn(7, 'orders', 2_000)
    expect(all.every((one) => one >= 0 && one < 1)).toBe(true)
    for (const quarter of [0, 1, 2, 3]) {
      const share = all.filter((one) => Math.floor(one * 4) === quarter).length / all.length
      expect(share).toBeGreaterThan(0.22)
      expect(share).toBeLessThan(0.28)
    }
  })
})
