import { describe, expect, test } from 'vitest'
import { Timeline } from '../../../src/sandbox/timeline.js'
import { advance, refuseTravelling } from '../../../src/vitest/worker/advance.js'
import { inScope, Scope } from '../../../src/vitest/worker/scope.js'
import { suiteScope } from '../../../src/vitest/worker/suite-scope.js'

const suite = suiteScope()()

describe('advance()', () => {
  test('moves the time of the test, by a number of milliseconds or by a text', () => {
    const scope = new Scope('the test')
    const before = scope.timeline.now
    inScope(scope, () => {
      advance(5)
      advance('2s')
    })
    expect(scope.timeline.now - before).toBe(2005)
  })

  test('moves the time of the suite with it', () => {
    const before = suite.timeline.now
    inScope(new Scope('the test'), () => advance('1m'))
    expect(suite.timeline.now - before).toBe(60_000)
  })

  test('moves neither while an invocation of one of them is in flight', () => {
    const scope = new Scope('the test')
    const before = scope.timeline.now
    const release = suite.timeline.hold()
    try {
      expect(() => inScope(scope, () => advance('1m'))).toThrow(/in flight/)
    } finally {
      release()
    }
    expect(scope.timeline.now).toBe(before)
  })

  test.each([-1, Number.NaN, '5 parsecs', '1d'])('refuses %o', (duration) => {
    expect(() => advance(duration as number)).toThrow(/^advance\(\)/)
  })
})

describe('refuseTravelling()', () => {
  test('names the caller and what to do while an invocation is in flight', () => {
    const timeline = new Timeline(0)
    refuseTravelling(timeline, 'idle()')
    const release = timeline.hold()
    expect(() => refuseTravelling(timeline, 'idle()')).toThrowErrorMatchingInlineSnapshot(
      `[Error: idle() moves time while every environment is frozen, but an invocation is in flight: await it first. Inside a function, time passes when the function waits.]`,
    )
    release()
    refuseTravelling(timeline, 'idle()')
  })
})
