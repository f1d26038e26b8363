import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planOrders } from '../../src/compare/orders.js'
import type { Outcome } from '../../src/record/record.js'

const outcomes = fc.array(fc.constantFrom<Outcome>('response', 'error', 'timeout', 'exit'), {
  minLength: 1,
  maxLength: 8,
})

describe('the orders in which warm environments get the events', () => {
  test('go round twice, as given and shuffled', () => {
    expect(planOrders(['response', 'response', 'response'], 7)).toEqual([
      { name: 'given', events: [0, 1, 2, 0, 1, 2] },
      { name: 'shuffled', events: [0, 2, 1, 0, 2, 1] },
    ])
  })

  test('are one for a single event, which cannot be shuffled', () => {
    expect(planOrders(['response'], 7)).toEqual([{ name: 'given', events: [0, 0] }])
  })

  test('have each event right after the first that fails in each way, and that one after itself', () => {
    expect(planOrders(['response', 'error', 'exit', 'error', 'timeout'], 1).slice(2)).toEqual([
      { name: 'after error', events: [1, 0, 1, 2, 1, 3, 1, 4, 1, 1] },
      { name: 'after timeout', events: [4, 0, 4, 1, 4, 2, 4, 3, 4, 4] },
      { name: 'after exit', events: [2, 0, 2, 1, 2, 3, 2, 4, 2, 2] },
    ])
    expect(planOrders(['timeout'], 1)).toEqual([
      { name: 'given', events: [0, 0] },
      { name: 'after timeout', events: [0, 0] },
    ])
  })

  test('have every event on an environment that is warm', () => {
    fc.assert(
      fc.property(outcomes, fc.integer(), (ended, seed) => {
        for (const { events } of planOrders(ended, seed)) {
          expect([...new Set(events.slice(1))].toSorted()).toEqual([...ended.keys()])
        }
      }),
    )
  })

  test('are shuffled otherwise than given, by the seed alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.integer(), (count, seed) => {
        const ended = Array.from({ length: count }, (): Outcome => 'response')
        const [given, shuffled] = planOrders(ended, seed)
        expect(shuffled?.events).not.toEqual(given?.events)
        expect(shuffled?.events.toSorted()).toEqual(given?.events.toSorted())
        expect(planOrders(ended, seed)[1]).toEqual(shuffled)
      }),
    )
    const ended = Array.from({ length: 6 }, (): Outcome => 'response')
    const texts = Array.from({ length: 20 }, (_, seed) => String(planOrders(ended, seed)[1]?.events))
    expect(new Set(texts).size).toBeGreaterThan(10)
  })
})
