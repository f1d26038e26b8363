import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import type { InvocationRecord } from '../../src/record/record.js'
import { answered, invoke, warm } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const evaluated: Partial<InvocationRecord> = { code: 'function', phases: [invoke(12)] }
const evaluatedWarm: Partial<InvocationRecord> = { ...warm, code: 'function' }

describe('the start of an invocation whose code was evaluated before', () => {
  test('cannot be a cold one: the guide says to pass a loader', () => {
    expect(() => expect(answered(1, evaluated)).toBeColdStart()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected a cold start, but the function was already evaluated: pass a loader
      The test file imported the code before the invocation, so its module level cannot run again in a new environment.
      Write withLambda(() => import('./orders.js')) in place of withLambda(handler).

      What happened in invocation 1 of its environment (new, but its code was evaluated before, by the test file):
        invoke
          +12 ms    answered]
    `)
  })

  test('is refused as a cold one in every form', () => {
    const guide = /^expected a cold start, but the function was already evaluated: pass a loader\n/
    expect(() => expect(answered(1, evaluatedWarm)).toBeColdStart()).toThrow(guide)
    expect(() => expect(answered(1, evaluated)).not.toBeWarmStart()).toThrow(guide)
    expect([answered(1, evaluated)]).not.toEqual([expect.toBeColdStart()])
    expect([answered(1, evaluated)]).not.toEqual([expect.not.toBeWarmStart()])
  })

  test('can be a warm one: the environment is reused', () => {
    expect(answered(1, evaluatedWarm)).toBeWarmStart()
    expect(answered(1, evaluatedWarm)).not.toBeColdStart()
    expect(() => expect(answered(1, evaluated)).toBeWarmStart()).toThrow(/^expected a warm start, but it was cold: no/)
    expect(() => expect(answered(1, evaluated)).not.toBeColdStart()).toThrow(/^expected a warm start, but it was cold/)
  })
})

test.for([
  [{ coldStart: true }, 'cold'],
  [{ coldStart: false }, 'warm'],
] as const)('exactly one of toBeColdStart and toBeWarmStart holds: %j', ([given, start]) => {
  const result = answered(1, given)
  const held = { cold: expect.toBeColdStart(), warm: expect.toBeWarmStart() } as Record<
    string,
    { asymmetricMatch: (value: unknown) => boolean }
  >
  expect(Object.keys(held).filter((name) => held[name]?.asymmetricMatch(result))).toEqual([start])
})
