// What a test is told that leaves asynchronous events behind, and one that fails by the choice of a weighted alias.

import { beforeAll, describe, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({ projects: ['guides'] }, ['run', 'guides/asynchronous'])
})

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const status = (name: string): string | undefined => run.tests.get(name)?.status
const message = (name: string): string => run.messageOf(name).replaceAll(UUID, '<id>')

describe('a test that ends with events in the queue', () => {
  test.each(['an event that nobody runs', 'a queue that is run without await'])(
    'fails, and says how they are run: %s',
    (name) => {
      expect(message(name)).toBe(
        `QueuedEventsError: an event of 'orders' was still queued when the test '${name}' ended (<id>).\n\n` +
          "Nothing runs a queued event by itself: await settled() of the lambda 'orders', which runs it to the end and tells what became of it.",
      )
    },
  )

  test('is told of those that are left, and not of those that have ended', () => {
    expect(message('events of which a part was run')).toContain(
      "2 events of 'orders' were still queued when the test 'events of which a part was run' ended (<id>, <id>).",
    )
  })

  test.each([
    ['an event that nobody runs', 15],
    ['events of which a part was run', 21],
    ['a queue that is run without await', 48],
  ])('is shown the line that sent the first of them: %s', (name, line) => {
    const [, first] = run.tests.get(name)?.failures[0]?.match(/\n\s+at (.*)/) ?? []
    expect(first).toMatch(new RegExp(`<fixtures>/guides/asynchronous\\.test\\.ts:${line}:16\\)?$`))
  })

  test('fails for that alone: what was stopped with it is no error of its own', () => {
    expect(run.output).not.toMatch(/Unhandled|LambdaDisposedError/)
  })

  test('passes where they ended in time, or were told when the function was disposed', () => {
    expect(status('a queue that is run without await, and soon empty')).toBe('passed')
    expect(status('a function that is disposed with its queue')).toBe('passed')
  })
})

describe('an event that failed', () => {
  test("fails the test where nobody reads its report, with the function's own line", () => {
    const name = 'an event that failed, whose report nobody reads'
    expect(message(name)).toMatch(
      /^UnobservedFunctionError: Error: the order failed\n\n'orders' failed in an invocation whose result nothing looked at\./,
    )
    expect(run.tests.get(name)?.failures[0]).toMatch(/\n\s+at .*<fixtures>\/guides\/asynchronous\.test\.ts:8:/)
  })

  test('is shown by the line that ran the queue where the function has none', () => {
    const name = 'an event that timed out, whose report nobody reads'
    expect(message(name)).toMatch(/^UnobservedFunctionError: Sandbox\.Timedout: /)
    expect(message(name)).not.toContain('its line is not known')
    expect(run.tests.get(name)?.failures[0]).toMatch(
      /\n\s+at (?:async )?<fixtures>\/guides\/asynchronous\.test\.ts:\d+:\d+/,
    )
  })

  test('fails no test that reads its report, or judges it', () => {
    expect(status('an event that failed, whose report is read')).toBe('passed')
    expect(status('an event that failed, whose report a matcher judges')).toBe('passed')
  })
})

describe('a weighted alias', () => {
  test('tells a test that fails how the same versions are chosen again [CP-6]', () => {
    const failures = run.tests.get('a choice of versions in a test that fails')?.failures ?? []
    const texts = failures.map((text) => text.split(/\n\s+at /)[0]?.replace(/seed: \d+/, 'seed: <seed>'))
    expect(texts).toEqual([
      'AssertionError: expected 1 to be 2 // Object.is equality',
      "WeightedAliasNote: a weighted alias of 'orders' chose between two versions at random in this test.\n\n" +
        'withLambda(…, { seed: <seed> }) makes the same choices again.',
    ])
  })

  test('says nothing to a test that passes', () => {
    expect(status('a choice of versions in a test that passes')).toBe('passed')
    expect(run.output.match(/WeightedAliasNote/g)).toHaveLength(1)
  })
})
