import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InvocationRecord } from '../../src/record/record.js'
import { renderTimeline } from '../../src/record/timeline.js'
import { freeze, init, invoke, json, record, REQUEST_ID, stdout, text } from '../matchers/result.js'

describe('renderTimeline', () => {
  test('tells a cold start: init, what it logged, invoke, what it logged, the answer', () => {
    const early = { ...text('INFO', 'module loaded', -100), requestId: '-' }
    const { logs } = record({ logs: [text('INFO', 'order 1', 0), stdout('raw line'), text('WARN', 'slow', 1500)] })
    const given = record({ phases: [init(120), invoke(2500)] })
    expect(renderTimeline({ ...given, logs: [early, ...logs] })).toMatchInlineSnapshot(`
      "What happened in invocation 1 of its environment (cold start):
        init    120 ms
          +20 ms    INFO  module loaded
        invoke
          +0 ms     INFO  order 1
                    raw line
          +1.5 s    WARN  slow
          +2.5 s    answered"
    `)
  })

  test.each([
    [[], '  invoke\n'],
    [[2], '  invoke, beside invocation 2\n'],
    [[2, 4, 5], '  invoke, beside invocations 2, 4 and 5\n'],
  ])('tells beside which others it ran in its environment: %j', (beside, line) => {
    expect(renderTimeline(record({ beside }))).toContain(line)
  })

  test('tells a warm start: how long it was frozen, and the lines of leftover work [FRZ-7]', () => {
    const leftover = { ...text('INFO', 'late', 0), requestId: 'b7d1f6e0-0000-4000-8000-000000000000' }
    const given = record({
      coldStart: false,
      invocationIndex: 7,
      phases: [freeze(900_000), invoke(12)],
      logs: [leftover],
    })
    expect(renderTimeline(given)).toMatchInlineSnapshot(`
      "What happened in invocation 7 of its environment (warm):
        frozen  15 min
        invoke
          +0 ms     INFO  late (left over from an earlier invocation)
          +12 ms    answered"
    `)
  })

  test('tells an error with the frames of the user’s own code', () => {
    const trace = [
      'TypeError: boom',
      '    at run (node:async_hooks:1:1)',
      String.raw`    at load (C:\shop\node_modules\x\index.js:1:2)`,
      String.raw`    at handler (C:\shop\src\orders.ts:5:3)`,
      '    at async Promise.all (index 0)',
      '    at a (/a.ts:1:1)',
      '    at b (/b.ts:1:1)',
    ]
    const error = { errorType: 'TypeError', errorMessage: `boom in ${REQUEST_ID}`, trace }
    expect(renderTimeline(record({ outcome: 'error' }), error)).toMatchInlineSnapshot(`
      "What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: TypeError: boom in <request id>
                    | at handler (C:\\shop\\src\\orders.ts:5:3)
                    | at async Promise.all (index 0)
                    | at a (/a.ts:1:1)"
    `)
  })

  test('tells a timeout with what the function was waiting for, and variables that are missing inside', () => {
    const given: Partial<InvocationRecord> = {
      outcome: 'timeout',
      phases: [init(120), invoke(3000, 'timeout')],
      waitingFor: ['setTimeout 60000 ms at src/orders.ts:5:3'],
      missingEnv: ['TABLE'],
    }
    expect(renderTimeline(record(given))).toMatchInlineSnapshot(`
      "What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +3 s      timed out, waiting for setTimeout 60000 ms at src/orders.ts:5:3
        TABLE is undefined inside; the test process has it: pass environment: { TABLE } or inheritEnv: ['TABLE']"
    `)
    expect(renderTimeline(record({ ...given, waitingFor: [], missingEnv: [] }))).toMatch(/\+3 s +timed out$/)
  })

  test('tells the end of a process', () => {
    const errorMessage = `RequestId: ${REQUEST_ID} Error: Runtime exited without providing a reason`
    const error = { errorType: 'Runtime.ExitError', errorMessage }
    expect(renderTimeline(record({ outcome: 'exit' }), error)).toMatch(
      /\+12 ms +the process ended: Runtime exited without providing a reason$/,
    )
    expect(renderTimeline(record({ outcome: 'exit' }))).toMatch(/\+12 ms +the process ended$/)
    expect(renderTimeline(record({ outcome: 'error' }))).toMatch(/\+12 ms +failed$/)
  })

  test('tells an Init that failed twice, with what the second one logged [INIT-6, INIT-7]', () => {
    const { logs } = record()
    const early = text('INFO', 'loading', 5)
    const phases = [init(150, 'error'), { ...init(90, 'error'), startedAt: invoke(0).startedAt }, invoke(95, 'error')]
    const error = { errorType: 'Runtime.UserCodeSyntaxError', errorMessage: 'SyntaxError: Unexpected token' }
    const given = record({ outcome: 'error', phases })
    expect(renderTimeline({ ...given, logs: [early, ...logs] }, error)).toMatchInlineSnapshot(`
      "What happened in invocation 1 of its environment (cold start):
        init    150 ms, failed
        init    90 ms, failed
          +5 ms     INFO  loading
        invoke
          +95 ms    failed: Runtime.UserCodeSyntaxError: SyntaxError: Unexpected token"
    `)
  })

  test('tells how the environment came to be', () => {
    expect(startOf({})).toBe('cold start')
    expect(startOf({ coldStart: false, invocationIndex: 2 })).toBe('warm')
    expect(startOf({ invocationIndex: 2 })).toBe('initialised again, after a reset')
    expect(startOf({ code: 'function' })).toBe('new, but its code was evaluated before, by the test file')
  })

  test('finds the start of the invocation in the JSON log format too [LOG-10]', () => {
    const start = stdout('{"time":"2026-01-01T12:00:00.000Z","type":"platform.start","record":{}}')
    const given = record({ phases: [init(120), invoke(12)] })
    const logs = [
      json('INFO', 'module loaded', -50),
      { ...start, source: 'platform' as const },
      json('INFO', 'order', 2),
    ]
    expect(renderTimeline({ ...given, logs })).toMatchInlineSnapshot(`
      "What happened in invocation 1 of its environment (cold start):
        init    120 ms
          +70 ms    INFO  module loaded
        invoke
          +2 ms     INFO  order
          +12 ms    answered"
    `)
  })

  test('does without phases', () => {
    expect(renderTimeline(record({ phases: [], logs: [text('INFO', 'x', 5)] }))).toMatchInlineSnapshot(`
      "What happened in invocation 1 of its environment (cold start):
        invoke
                    INFO  x
                    answered"
    `)
  })

  test('shows no id and no absolute time of the invocation, whatever was logged', () => {
    const said = fc.constantFrom(REQUEST_ID, 'order', `id=${REQUEST_ID},`, '{"a":1}')
    fc.assert(
      fc.property(fc.array(said), fc.uuid(), (messages, environmentId) => {
        const logs = messages.flatMap((message) => [text('INFO', message), json('WARN', message), stdout(message)])
        const rendered = renderTimeline(record({ environmentId, logs: [...logs, text('INFO', environmentId)] }))
        expect(rendered).not.toContain(REQUEST_ID)
        expect(rendered).not.toContain(environmentId)
        expect(rendered).not.toMatch(/2026-01-01/)
      }),
    )
  })
})

/** What the first line says in brackets. */
function startOf(given: Partial<InvocationRecord>): string | undefined {
  return renderTimeline(record(given))
    .split('\n')[0]
    ?.replace(/^.*\((.*)\):$/, '$1')
}
