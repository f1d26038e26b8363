// What a test is told that does not await its sources, does not look at what they deliver, or never comes to an end.

import { beforeAll, describe, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({ projects: ['guides'] }, ['run', 'guides/sources'])
})

const status = (name: string): string | undefined => run.tests.get(name)?.status
const texts = (name: string): string[] =>
  run.tests.get(name)?.failures.map((text) => text.split(/\n\s+at /)[0] ?? '') ?? []

describe('a call of a source that is not awaited', () => {
  test.each([
    ['a poll', 'queue.poll()'],
    ['a settled()', 'stream.settled()'],
    ['a fetch', 'sources.functionUrl().fetch()'],
  ])('fails its own test, with the line: %s', (what, call) => {
    const name = `not awaited: ${what}`
    expect(run.messageOf(name)).toBe(
      `UnawaitedCallError: ${call} was called without await, and was still running when the test '${what}' ended.\n\n` +
        `What it tells, and whatever goes wrong in it, would be lost. Await it: await ${call}.`,
    )
    expect(run.tests.get(name)?.failures[0]).toMatch(/\n\s+at .*<fixtures>\/guides\/sources\.test\.ts:\d+:\d+/)
  })

  test('is told when the function is disposed, too', () => {
    const name = 'a poll of a function that is disposed'
    expect(run.messageOf(`not awaited: ${name}`)).toContain(
      `queue.poll() was called without await, and was still running when it was disposed by hand in the test '${name}'.`,
    )
  })

  test('leaves nothing to the next test, and no unhandled error', () => {
    expect(status('not awaited: nothing, in the test after them')).toBe('passed')
    expect(run.output).not.toContain('Unhandled')
  })
})

describe('deliveries that fail', () => {
  test('and that nobody looks at fail the test once, with the call that made them and its line', () => {
    const name = 'failing deliveries: of messages that nobody looks at'
    expect(run.messageOf(name)).toMatchInlineSnapshot(`
      "UnobservedFunctionError: Error: the order failed

      'orders' failed in an invocation whose result nothing looked at. queue.settled() made it: read what became of it in what that resolves with, or assert its result; { unobserved: 'off' } lets such errors pass.

      What happened in invocation 1 of its environment (new, but its code was evaluated before, by the test file):
        init    0 ms
        invoke
          +1 s      failed: Error: the order failed

      The same happened 3 times; this was the first."
    `)
    expect(run.tests.get(name)?.failures[0]).toMatch(/sources\.test\.ts:8:.*\n[^]*sources\.test\.ts:48:/)
  })

  test('count as seen with the report of a later delivery of the same records', () => {
    expect(status('failing deliveries: of records of which the last round is read')).toBe('passed')
    expect(status('failing deliveries: of messages of which the last round is read')).toBe('passed')
  })

  test('do not count as seen with the report of other records', () => {
    const name = 'failing deliveries: of messages that were delivered in vain before, of which another round is read'
    expect(texts(name)).toEqual([expect.stringContaining('queue.poll() made it')])
  })
})

describe('a test that ends with events that were pushed', () => {
  const messageOf = (what: string): string =>
    run.messageOf(`a test that ends with events ${what}`).replace(/since [^)]+/, 'since <moment>')

  test('fails for those that a service still has, and says what hands them over', () => {
    expect(messageOf('that an outage holds back')).toBe(
      "UnsettledEventsError: an event of sources.sns() was still to be handed over to 'orders' when the test 'that an outage " +
        "holds back' ended (since <moment>).\n\n" +
        'Nothing hands it over by itself: await topic.settled(), which runs it to the end and tells what became of it.',
    )
  })

  test.each([
    ['that an outage holds back', 77],
    ['that are in the queue of the function', 93],
  ])('is shown the line that pushed the first of them: %s', (what, line) => {
    const failure = run.tests.get(`a test that ends with events ${what}`)?.failures[0]
    const [, first] = failure?.match(/\n\s+at (.*)/) ?? []
    expect(first).toMatch(new RegExp(`<fixtures>/guides/sources\\.test\\.ts:${line}:\\d+\\)?$`))
  })

  test('fails once for those that were refused alike', () => {
    const message = messageOf('that were refused, and of which nothing told')
    expect(message).toContain('is lost (ResourceNotFoundException: ')
    expect(message).toContain('await topic.settled(), which rejects with it.')
    expect(message).toContain('The same happened 2 times; this was the first.')
  })

  test('is not told of them when it had no time to run them', () => {
    expect(texts('a test that ends with events that an outage holds back, by its timeout')).toEqual([
      expect.stringMatching(/^TestTimeoutError: Test timed out in 100ms/),
    ])
  })
})

describe('a test that times out', () => {
  test('is told which call went on, and how far its time had come', () => {
    const [, told] = texts('a function that sends to its own queue, for ever')
    expect(told?.replace(/[\d.]+ (?:ms|s|min|h|d) of virtual/, '<n> of virtual')).toMatchInlineSnapshot(`
      "UnfinishedCallError: queue.settled() was still running when the test 'a function that sends to its own queue, for ever' timed out, and <n> of virtual time had passed in it.

      Either there is no end to it, as when a function sends to the queue that invokes it, or a function waits for what takes long in real time."
    `)
  })

  test('is told what the function of a queued event waited for, and not that the event was still queued', () => {
    const [, call, hung, ...more] = texts('an event whose function hangs')
    expect(call).toMatch(/^UnfinishedCallError: hung\.settled\(\) was still running when/)
    expect(hung).toMatch(/^LambdaDisposedError: an invocation of 'hung' was still under way when /)
    expect(more).toEqual([])
  })
})

test('a test that fails is told what its rounds know of an answer, with the line of the call', () => {
  const name = 'what a queue did with an answer is not read'
  expect(texts(name)).toEqual([
    expect.stringContaining('to have a length of 1 but got +0'),
    'SourceAnswerError: sources.sqs(): The batchItemFailures of the answer are ignored, and the message is deleted: the mapping ' +
      "lacks functionResponseTypes: ['ReportBatchItemFailures'] (SQS-6).\n\n" +
      'This is the explanation of a round, which the test has not read.',
  ])
  expect(run.tests.get(name)?.failures[1]).toMatch(/\n\s+at .*<fixtures>\/guides\/sources\.test\.ts:\d+:\d+/)
})

test('a test that fails is told that a filter let nothing through, and how it matches', () => {
  expect(texts('an event that no pattern wants')).toEqual([
    expect.stringContaining('to have a length of 1 but got +0'),
    "FilteredEventsError: sources.eventBridge(): the filter has let nothing through of what this test put in, so 'orders' got " +
      'none of it.\n\n' +
      'eventPattern is matched with the whole event, in which what was put as detail is under "detail" (EV-5). No event has ' +
      'detailType: what it has is version, id, detail-type, source, account, time, region, resources, detail.',
  ])
})
