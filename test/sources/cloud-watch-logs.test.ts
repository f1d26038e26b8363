// Tests of `sources.cloudWatchLogs`: which lines become an event, and which event.

import type { CloudWatchLogsEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { cloudWatchLogs } from '../../src/events/cloud-watch-logs.js'
import { type CloudWatchLogsOptions, cloudWatchLogsSource } from '../../src/sources/cloud-watch-logs.js'
import { FakeTarget } from './fake-target.js'

describe('sources.cloudWatchLogs()', () => {
  test('sends the lines of one put together, each with an id of its own [EV-1, EV-6]', async () => {
    const target = new FakeTarget()
    const logs = cloudWatchLogsSource(target, { logGroup: '/shop', logStream: 'main', filterName: 'errors' })
    logs.put('first', { level: 'ERROR' })
    logs.put('third')
    const reports = await logs.settled()
    expect(target.queued).toHaveLength(2)
    const data = reports.map(({ event }) => cloudWatchLogs.decode(event as CloudWatchLogsEvent))
    const timestamp = Date.UTC(2026, 0, 1)
    const id = (last: number): string => `3900000000000000000000000000000000000000000000000000000${last}`
    expect(data[0]).toEqual({
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: '/shop',
      logStream: 'main',
      subscriptionFilters: ['errors'],
      logEvents: [
        { id: id(1), timestamp, message: 'first' },
        { id: id(2), timestamp, message: '{"level":"ERROR"}' },
      ],
    })
    expect(data[1]?.logEvents).toEqual([{ id: id(3), timestamp, message: 'third' }])
  })

  test('sends nothing when no line matches', async () => {
    const target = new FakeTarget()
    const logs = cloudWatchLogsSource(target, { filterPattern: '?ERROR ?WARN' })
    logs.put('INFO', 'DEBUG')
    logs.put()
    expect(await logs.settled()).toEqual([])
    expect(target.queued).toEqual([])
    expect(logs.filtered).toEqual(['INFO', 'DEBUG'])
  })

  test.each<[unknown, string]>([
    [{ pattern: 'ERROR' }, 'sources.cloudWatchLogs(): pattern is not a key here: did you mean filterPattern?'],
    [
      { filterPattern: 'Error:' },
      'sources.cloudWatchLogs(): filterPattern is "Error:": the term Error: has other characters than letters, digits and _: put it in double quotes (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).',
    ],
    [
      { logGroup: 'my group' },
      "sources.cloudWatchLogs(): logGroup is 'my group': it takes up to 512 letters, digits and . _ - / #.",
    ],
  ])('refuses %j', (options, message) => {
    expect(() => cloudWatchLogsSource(new FakeTarget(), options as CloudWatchLogsOptions)).toThrow(
      new TypeError(message),
    )
  })

  test('refuses a line that is no text and no JSON', () => {
    expect(() => cloudWatchLogsSource(new FakeTarget()).put(Uint8Array.of(1))).toThrow(
      'logs.put(): line 1 is bytes (a Uint8Array), but travels as text.',
    )
  })
})
