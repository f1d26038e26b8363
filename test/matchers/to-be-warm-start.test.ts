import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, freeze, init, invoke, warm } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const reset = { invocationIndex: 2, phases: [freeze(500), init(120), invoke(140)] }

describe('toBeWarmStart', () => {
  test('holds when an earlier invocation left the environment', () => {
    expect(answered(1, warm)).toBeWarmStart()
    expect(answered(1)).not.toBeWarmStart()
  })

  test('does not hold after a reset, which loses module state and keeps only /tmp [RST-2, RST-3]', () => {
    expect(answered(1, reset)).not.toBeWarmStart()
  })

  test('works with resolves, poll and in the asymmetric form', async () => {
    await expect(Promise.resolve(answered(1, warm))).resolves.toBeWarmStart()
    await expect.poll(() => answered(1, warm)).toBeWarmStart()
    expect([answered(1, warm), answered(1)]).toEqual([expect.toBeWarmStart(), expect.not.toBeWarmStart()])
  })

  test('says when an environment is reused', () => {
    expect(() => expect(answered(1)).toBeWarmStart()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected a warm start, but it was cold: no idle environment was there
      An environment is reused by a later invocation of the same lambda in the same test: not by one that runs at the same time, nor after maximumIdle, recycle() or update().

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    answered]
    `)
  })

  test('says that a reset lies before', () => {
    expect(() => expect(answered(1, reset)).toBeWarmStart()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected a warm start, but it was cold: the invocation before it timed out, crashed or failed to initialise, and Lambda then initialises the environment again

      What happened in invocation 2 of its environment (initialised again, after a reset):
        frozen  500 ms
        init    120 ms
        invoke
          +140 ms   answered]
    `)
  })

  test('with .not says that the environment was there already', () => {
    expect(() => expect(answered(1, warm)).not.toBeWarmStart()).toThrow(/^expected a cold start, but it was warm: invo/)
  })
})
