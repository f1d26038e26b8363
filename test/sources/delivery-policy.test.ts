// Tests of when services try again to hand an event over to Lambda.

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DeliveryPolicy, eventBridgePolicy, nextTry, SNS_POLICY } from '../../src/sources/delivery-policy.js'

const DAY = 86_400_000

/** Every try, one after the other, as far as the policy goes. */
function allTries({ waits, thenEveryMs, maximumTries, maximumAgeMs }: DeliveryPolicy): readonly number[] {
  const tries = [0]
  while (tries.length < maximumTries) {
    const at = (tries.at(-1) ?? 0) + (waits[tries.length - 1] ?? thenEveryMs)
    if (at > maximumAgeMs) break
    tries.push(at)
  }
  return tries
}

describe('SNS', () => {
  test('tries 3 times at once, twice a second apart, 10 times further and further apart, then every 20 s [EV-2]', () => {
    const tries = allTries(SNS_POLICY)
    const waits = tries.slice(1, 18).map((at, index) => at - (tries[index] ?? 0))
    expect(waits).toEqual([
      0, 0, 1000, 1000, 1000, 1395, 1946, 2714, 3786, 5282, 7368, 10_278, 14_337, 20_000, 20_000, 20_000, 20_000,
    ])
  })

  test('gives up after 100,015 tries and 23 days [EV-2]', () => {
    const { at, tries, gaveUp } = nextTry(SNS_POLICY, 0, 30 * DAY)
    expect({ tries, gaveUp, days: Math.floor(at / DAY) }).toEqual({ tries: 100_015, gaveUp: true, days: 23 })
  })

  test('is not asked for 100,000 tries to know when the next one is [EV-2]', () => {
    expect(nextTry(SNS_POLICY, 5000, 5000 + 10 * DAY)).toEqual({ at: 5000 + 864_010_106, tries: 43_212, gaveUp: false })
  })
})

describe('EventBridge', () => {
  test('tries for a day, up to 185 times more [EV-5]', () => {
    expect(nextTry(eventBridgePolicy(185, 86_400), 0, 2 * DAY)).toEqual({ at: DAY, tries: 177, gaveUp: true })
    expect(nextTry(eventBridgePolicy(185, 86_400), 0, 600_000)).toEqual({ at: 1_023_000, tries: 11, gaveUp: false })
  })

  test('gives up earlier when the target says so [EV-5]', () => {
    expect(nextTry(eventBridgePolicy(2, 86_400), 0, 60_000)).toEqual({ at: 3000, tries: 3, gaveUp: true })
    expect(nextTry(eventBridgePolicy(0, 86_400), 0, 60_000)).toEqual({ at: 0, tries: 1, gaveUp: true })
    expect(nextTry(eventBridgePolicy(185, 60), 0, 120_000)).toEqual({ at: 60_000, tries: 6, gaveUp: true })
  })
})

test('the next try is what trying one after the other would find', () => {
  const policies = fc.record({
    waits: fc.array(fc.nat(50), { maxLength: 5 }),
    thenEveryMs: fc.integer({ min: 1, max: 40 }),
    maximumTries: fc.integer({ min: 1, max: 30 }),
    maximumAgeMs: fc.oneof(fc.nat(400), fc.constant(Infinity)),
  })
  fc.assert(
    fc.property(policies, fc.nat(1000), fc.nat(800), (policy, startedAt, elapsed) => {
      const tries = allTries(policy)
      const found = tries.findIndex((at) => at >= elapsed)
      const exhausted = tries.length === policy.maximumTries ? (tries.at(-1) ?? 0) : policy.maximumAgeMs
      expect(nextTry(policy, startedAt, startedAt + elapsed)).toEqual(
        found >= 0
          ? { at: startedAt + (tries[found] ?? 0), tries: found + 1, gaveUp: false }
          : { at: startedAt + exhausted, tries: tries.length, gaveUp: true },
      )
    }),
  )
})
