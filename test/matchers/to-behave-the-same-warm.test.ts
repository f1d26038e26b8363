import { describe, expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { difference, report } from '../compare/reports.js'
import { answered, failure } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

const different = report({ differences: [difference] })
const undecided = report({
  differences: [difference],
  notDeterministic: [{ event: 2, kind: 'result', path: 'result.outcome' }],
})

describe('toBehaveTheSameWarm', () => {
  test('passes for a report without differences, also where some parts are not deterministic', () => {
    expect(report()).toBehaveTheSameWarm()
    expect(report({ notDeterministic: [{ event: 0, kind: 'result', path: 'result.payload' }] })).toBehaveTheSameWarm()
    expect(different).not.toBehaveTheSameWarm()
  })

  test('shows the first difference with what cold environments showed as expected', () => {
    const { message, actual, expected } = failure(() => expect(different).toBehaveTheSameWarm())
    expect(message).toMatchInlineSnapshot(`
      "expected 'orders' to behave the same on a warm environment as on a cold one, but the result of events[1] is another one
      The warm environment had seen events[0] before, in the order 'given'. The seed was 7.
      What an invocation leaves in module scope, on globalThis or in /tmp is still there in the next one.

      Cold: the cold timeline

      Warm: the warm timeline"
    `)
    expect(actual).toEqual(difference.warm)
    expect(expected).toEqual(difference.cold)
  })

  test('with .not says what was tried', () => {
    expect(() => expect(report()).not.toBehaveTheSameWarm()).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected 'orders' to behave differently on a warm environment, but 3 events gave the same result and logs
      Orders that were tried: given, shuffled, with seed 7.]
    `)
  })

  test('cannot judge where an event ends in several ways on cold environments, and fails in every form', () => {
    const guide = /^'orders' cannot be compared: events\[2\] does not end in the same way on each cold environment\n/
    expect(() => expect(undecided).toBehaveTheSameWarm()).toThrow(guide)
    expect(() => expect(undecided).not.toBehaveTheSameWarm()).toThrow(guide)
    expect([undecided]).not.toEqual([expect.toBehaveTheSameWarm()])
    expect([undecided]).not.toEqual([expect.not.toBehaveTheSameWarm()])
  })

  test.for<[string, unknown, string]>([
    ['a promise', Promise.resolve(report()), 'a promise. Await it: expect(await lambda.compareWarm('],
    ['a lambda', { compareWarm: () => undefined }, 'the lambda itself. Compare first: expect(await '],
    ['a result', answered(1), 'the result of one invocation, which has nothing to be compared with: expect('],
    ['nothing', undefined, 'undefined\nWrite expect(await lambda.compareWarm('],
    ['a text', 'same', '"same"\nWrite expect(await lambda.compareWarm('],
  ])('fails for %s, and says what to write', ([, received, text]) => {
    const guide = `toBehaveTheSameWarm() takes what compareWarm() resolves with, but received ${text}`
    expect(() => expect(received).toBehaveTheSameWarm()).toThrow(guide)
    expect(() => expect(received).not.toBehaveTheSameWarm()).toThrow(guide)
  })
})
