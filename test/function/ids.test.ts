import { describe, expect, test } from 'vitest'
import { createIds } from '../../src/function/ids.js'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('ids', () => {
  test('without a seed are new in every run', () => {
    const [a, b] = [createIds(undefined, 'orders'), createIds(undefined, 'orders')]
    expect(a.request()).not.toBe(b.request())
    expect(a.environment()).not.toBe(b.environment())
  })

  test('with a seed are the same in every run, and differ from call to call', () => {
    const [a, b] = [createIds(7, 'orders'), createIds(7, 'orders')]
    const first = [a.request(), a.environment(), a.request()]
    expect([b.request(), b.environment(), b.request()]).toEqual(first)
    expect(new Set(first).size).toBe(3)
  })

  test('differ between seeds and between functions of one seed', () => {
    const ids = [createIds(7, 'orders'), createIds(8, 'orders'), createIds(7, 'payments')].map((one) => one.request())
    expect(new Set(ids).size).toBe(3)
  })

  test.each([undefined, 7])('have the shapes AWS gives them, with the seed %s [CTX-5, CTX-8]', (seed) => {
    const ids = createIds(seed, 'orders')
    expect(ids.request()).toMatch(UUID)
    expect(ids.environment()).toMatch(/^[0-9a-f]{32}$/)
  })
})
