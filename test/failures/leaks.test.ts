// What Vitest tells a user whose function leaves work behind, word for word.

import { beforeAll, describe, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({ root: 'leaks' })
})

const status = (name: string): string | undefined => run.tests.get(name)?.status
const messageOf = (name: string): string => run.messageOf(name).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')

/** First lines of what a test failed with. */
const failuresOf = (name: string): readonly string[] =>
  (run.tests.get(name)?.failures ?? []).map((text) => text.split('\n')[0] ?? '')

describe('expect(result).not.toLeak()', () => {
  test('shows a fetch in flight, with its line in the TypeScript source', () => {
    expect(messageOf('a fetch in flight that is asserted not to be')).toMatchInlineSnapshot(`
      "Error: expected no work to be left behind, but this was unfinished when the function answered:

        fetch http://127.0.0.1:<port>/track (src/track.ts:10:8)
          Await it and every call that leads to it, and read the body of the response or cancel it (response.body.cancel()).

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
                    opened 127.0.0.1:<port> (src/track.ts:10:8)
          +0 ms     answered
        freeze
                    left behind: fetch http://127.0.0.1:<port>/track (src/track.ts:10:8)"
    `)
  })

  test('shows a missing await: the timer in what was called, that nobody waits for', () => {
    expect(messageOf('a missing await that is asserted not to be')).toMatchInlineSnapshot(`
      "Error: expected no work to be left behind, but this was unfinished when the function answered:

        timer 5 ms (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3)
          Await the call at src/orders.ts:14:3 to its end; Promise.race() and a failing Promise.all() stop waiting before that.

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
          +0 ms     INFO  order accepted
          +0 ms     answered
        freeze
                    left behind: timer 5 ms (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3)"
    `)
  })

  test('shows a missing await of a call over a mock that answers at once', () => {
    expect(messageOf('a missing await of what ends at once, asserted not to be')).toMatchInlineSnapshot(`
      "Error: expected no work to be left behind, but this was unfinished when the function answered:

        promise notify() (src/notify.ts:11:3)
          Await the call or return its promise; forEach() and event emitters wait for nothing, Promise.all(items.map(…)) waits for all.

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
          +0 ms     answered
        freeze
                    left behind: promise notify() (src/notify.ts:11:3)"
    `)
  })

  test("shows the line of the test that asserts it, and not the function's", () => {
    expect(run.output).toMatch(/\| {3}expect\(await track\.invoke\(\{ url: server\.url \}\)\)\.not\.toLeak\(\)\n/)
  })
})

test('expect(result).not.toResume() shows what went on after the thaw', () => {
  expect(messageOf('work that goes on later, asserted not to')).toMatchInlineSnapshot(`
    "Error: expected no earlier work to go on in this invocation, but it did:

      timer 5 ms of invocation 1 (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3)
        Await the call at src/orders.ts:14:3 to its end; Promise.race() and a failing Promise.all() stop waiting before that.

    What happened in invocation 2 of its environment (warm):
      frozen  1 min
      thaw
                  goes on: timer 5 ms of invocation 1 (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3)
      invoke
        +0 ms     INFO  audited o-1 (left over from an earlier invocation)
        +0 ms     INFO  order accepted
        +0 ms     answered
      freeze
                  left behind: timer 5 ms (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3)"
  `)
})

describe("failOnLeak: 'error'", () => {
  test('fails a test in which nothing looks at a leak, once, with the line to fix', () => {
    expect(messageOf('a leak that nobody looks at')).toMatchInlineSnapshot(`
      "UnobservedLeakError: 'orders' left this behind when it answered: timer 5 ms (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3)

      Lambda freezes it there: it goes on in the next invocation, or never. Await the call at src/orders.ts:14:3 to its end; Promise.race() and a failing Promise.all() stop waiting before that. If it is meant to be, assert it with toLeak(), or allow it in vitest.config.ts: lambda({ allowLeaks: [{ kind: 'timer', via: 'src/orders.ts:14' }] })."
    `)
    const [failure = ''] = run.tests.get('a leak that nobody looks at')?.failures ?? []
    const frames = failure.split('\n').flatMap((line) => /^ +at (?:async )?(.*)$/.exec(line)?.[1] ?? [])
    expect(frames).toEqual([
      '<fixtures>/leaks/src/orders.ts:14:3',
      expect.stringMatching(/^<fixtures>\/leaks\/error\.test\.ts:\d+:10$/),
    ])
  })

  test('shows that line in the source', () => {
    expect(run.output).toMatch(/❯ src\/orders\.ts:14:3\n(?:.*\n){2} +14\| {3}audit\(order\)\n/)
  })

  test('fails a test once for each call site', () => {
    expect(failuresOf('a leak in three invocations')).toHaveLength(1)
    expect(failuresOf('leaks at two call sites')).toEqual([
      "UnobservedLeakError: 'orders' left this behind when it answered: timer 5 ms (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3)",
      "UnobservedLeakError: 'prefetch' left this behind when it answered: interval 2000 ms (src/prefetch.ts:5:13)",
    ])
    expect(failuresOf('a call of a shared helper that is not the one which is allowed')).toEqual([
      "UnobservedLeakError: 'pausing' left this behind when it answered: timer 20 ms (src/pausing.ts:6:9), in a call that nobody awaits (src/pausing.ts:11:18)",
    ])
  })

  test.each([
    ['a leak of a function that fails, too', 'UnobservedFunctionError: TypeError: boom'],
    [
      'a leak behind a failing assertion',
      expect.stringMatching(/^Error: expected the function to return "something else"/),
    ],
  ])('is told beside what else is wrong: %s', (name, other: unknown) => {
    expect(failuresOf(name)).toEqual([other, expect.stringMatching(/^UnobservedLeakError: /)])
  })

  test('is not silenced by looking at the failure of the function alone', () => {
    expect(failuresOf('a leak of a function whose failure alone is asserted')).toEqual([
      "UnobservedLeakError: 'failing' left this behind when it answered: timer 1000 ms (src/failing.ts:2:3)",
    ])
  })

  test.each([
    'a leak that is asserted',
    'a leak that was read',
    'a leak that is asserted where it goes on',
    'leaks that the project allows',
    'a function that nobody watches',
    'a fetch in flight at the end of a file',
  ])('lets a test pass: %s', (name) => {
    expect(run.tests.get(`passes: ${name}`)).toEqual({ status: 'passed', failures: [] })
  })
})

describe("failOnLeak: 'error', in threads", () => {
  test('fails a test in which nothing looks at a leak, with the same message as in process', () => {
    const inThread = messageOf('in a thread: a leak that nobody looks at')
    expect(inThread).toMatch(/^UnobservedLeakError: 'orders' left this behind when it answered: timer 5 ms/)
    expect(inThread).toBe(messageOf('a leak that nobody looks at'))
  })

  test.each(['a leak that is asserted', 'leaks that the project allows'])('lets a test pass: %s', (name) => {
    expect(run.tests.get(`in a thread passes: ${name}`)).toEqual({ status: 'passed', failures: [] })
  })
})

test('what environments had under way at their end is no unhandled error of the run', () => {
  expect(run.output).not.toContain('Unhandled')
})

describe("failOnLeak: 'warn', the default", () => {
  test('tells each call site once in a test file, in one line under the first test that does not look', () => {
    const warnings = run.output.match(/^stderr \| .*\nvitest-lambda: .*$/gm)
    expect(warnings).toMatchInlineSnapshot(`
      [
        "stderr | warn.test.ts > in this order > a leak is warned about
      vitest-lambda: 'orders' left this behind when it answered: timer 5 ms (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3). Lambda freezes it there: it goes on in the next invocation, or never. Await the call at src/orders.ts:14:3 to its end; Promise.race() and a failing Promise.all() stop waiting before that. If it is meant to be, assert it with toLeak(), or allow it in vitest.config.ts: lambda({ allowLeaks: [{ kind: 'timer', via: 'src/orders.ts:14' }] }).",
        "stderr | warn-again.test.ts > a function of a suite
      vitest-lambda: 'orders' left this behind when it answered: timer 5 ms (src/orders.ts:8:9), in a call that nobody awaits (src/orders.ts:14:3). Lambda freezes it there: it goes on in the next invocation, or never. Await the call at src/orders.ts:14:3 to its end; Promise.race() and a failing Promise.all() stop waiting before that. If it is meant to be, assert it with toLeak(), or allow it in vitest.config.ts: lambda({ allowLeaks: [{ kind: 'timer', via: 'src/orders.ts:14' }] }).",
      ]
    `)
    expect(run.output.match(/^vitest-lambda: /gm)).toHaveLength(2)
  })

  test.each([
    'in this order a leak that is asserted is not warned about',
    'in this order a leak is warned about',
    'in this order a leak is not warned about again',
    'a function of a suite is warned about in each file',
  ])('fails nothing: %s', (name) => {
    expect(status(name)).toBe('passed')
  })
})
