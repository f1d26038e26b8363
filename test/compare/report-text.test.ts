import { describe, expect, test } from 'vitest'
import { differenceText, sameText, undecidedText } from '../../src/compare/report-text.js'
import type { NotDeterministic } from '../../src/compare/report.js'
import { difference, report } from './reports.js'

const varied: NotDeterministic = { event: 0, kind: 'result', path: 'result.payload.id' }

describe('the text of a difference', () => {
  test('tells what differs, after which events, how to repeat it, what else was found, and both timelines', () => {
    const shuffled = { ...difference, order: 'shuffled', position: 2 } as const
    const more = { ...difference, kind: 'logs' } as const
    const found = report({ differences: [shuffled, more], notDeterministic: [varied] })
    expect(differenceText(found, shuffled)).toMatchInlineSnapshot(`
      "expected 'orders' to behave the same on a warm environment as on a cold one, but the result of events[1] is another one
      The warm environment had seen events[2], events[0] before, in the order 'shuffled'. withLambda(…, { seed: 7 }) repeats that order.
      What an invocation leaves in module scope, on globalThis or in /tmp is still there in the next one.
      1 more difference: logs of events[1] (given)
      Left out, because cold environments differ in it already: result.payload.id of events[0]

      Cold: the cold timeline

      Warm: the warm timeline"
    `)
  })

  test.for([
    [
      'logs',
      'events[1] logs something else',
      "If that is meant, as for a cache: compareWarm(events, { compare: ['result'] }).",
    ],
    ['calls', 'events[1] makes other calls', "compareWarm(events, { compare: ['result', 'logs'] })."],
  ] as const)('tells how to compare less, where %s differ', ([kind, what, advice]) => {
    const text = differenceText(report(), { ...difference, kind })
    expect(text).toContain(`but ${what}\n`)
    expect(text).toContain(`${advice}\n`)
  })

  test('names the last of many events, and the first of many differences', () => {
    const events = [...Array(12).keys()]
    const last = { ...difference, event: 11, position: 11 }
    const others = events.map((event) => ({ ...difference, event }))
    const text = differenceText(report({ orders: [{ name: 'given', events }], differences: [last, ...others] }), last)
    expect(text).toContain(
      'had seen …, events[5], events[6], events[7], events[8], events[9], events[10] before, in the order',
    )
    expect(text).toContain('12 more differences: result of events[0] (given), ')
    expect(text).toContain('result of events[5] (given) and 6 more\n')
  })
})

describe('the text where nothing differs', () => {
  test('tells what was tried', () => {
    expect(sameText(report({ notDeterministic: [varied] }))).toMatchInlineSnapshot(`
      "expected 'orders' to behave differently on a warm environment, but 3 events gave the same result and logs
      Orders that were tried: given, shuffled, with seed 7.
      Left out, because cold environments differ in it already: result.payload.id of events[0]"
    `)
  })

  test('counts', () => {
    expect(sameText(report({ events: 1 }))).toContain('but 1 event gave the same result and logs\n')
    expect(sameText(report())).not.toContain('Left out')
  })
})

test('the text where nothing can be said tells what to do about it', () => {
  expect(undecidedText(report(), { ...varied, event: 2 })).toMatchInlineSnapshot(`
    "'orders' cannot be compared: events[2] does not end in the same way on each cold environment
    What surrounds the function is another one then, such as a mock that answers once or a database that remembers.
    Put it back before each invocation: compareWarm(events, { beforeEach: () => { … } })."
  `)
})
