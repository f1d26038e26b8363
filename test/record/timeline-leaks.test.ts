import { describe, expect, test } from 'vitest'
import type { Leak, ResumedWork } from '../../src/record/leak.js'
import { renderTimeline } from '../../src/record/timeline.js'
import { invoke, record, REQUEST_ID, text, warm } from '../matchers/result.js'

const timer: Leak = { kind: 'timer', what: '100 ms', at: 'src/track.ts:14:3', invocation: 1 }
const atThaw: ResumedWork = { ...timer, ran: 'at-thaw' }
const early: ResumedWork = { kind: 'fetch', what: 'http://127.0.0.1:8080/', invocation: 1, ran: 'while-frozen' }

describe('the timeline', () => {
  test('tells what was left behind where the environment freezes', () => {
    const leaks: Leak[] = [timer, { kind: 'promise', what: 'audit()', at: 'src/orders.ts:9:5', invocation: 1 }]
    expect(renderTimeline(record({ leaks, logs: [text('INFO', 'order', 1)] }))).toMatchInlineSnapshot(`
      "What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +1 ms     INFO  order
          +12 ms    answered
        freeze
                    left behind: timer 100 ms (src/track.ts:14:3)
                    left behind: promise audit() (src/orders.ts:9:5)"
    `)
  })

  test('tells what the thaw let go on, and what real I/O did while frozen [FRZ-5, FRZ-10]', () => {
    expect(renderTimeline(record({ ...warm, resumed: [early, atThaw] }))).toMatchInlineSnapshot(`
      "What happened in invocation 2 of its environment (warm):
        frozen  1 s
                    went on, since real I/O cannot be frozen in process: fetch http://127.0.0.1:8080/ of invocation 1
        thaw
                    goes on: timer 100 ms of invocation 1 (src/track.ts:14:3)
        invoke
          +12 ms    answered"
    `)
  })

  test('says that it was frozen where no time passed meanwhile', () => {
    const lines = renderTimeline(record({ ...warm, phases: [invoke(12)], resumed: [early] })).split('\n')
    expect(lines.slice(1, 3)).toEqual(['  frozen', expect.stringContaining('went on')])
  })

  test('has no rows of that where there is nothing to tell, or nobody looked', () => {
    const quiet = renderTimeline(record({ ...warm, leaks: [], resumed: [] }))
    expect(quiet).toBe(renderTimeline(record(warm)))
    expect(quiet).not.toMatch(/thaw|freeze/)
  })

  test('counts what is too much to show, and shows no ids', () => {
    const leaks = Array.from({ length: 13 }, (_, id): Leak => ({
      ...timer,
      kind: 'fetch',
      what: `/orders/${REQUEST_ID}/${id}`,
    }))
    const rendered = renderTimeline(record({ leaks }))
    expect(rendered.match(/left behind: fetch \/orders\/<request id>\//g)).toHaveLength(10)
    expect(rendered).toMatch(/left behind: … and 3 more$/)
  })
})
