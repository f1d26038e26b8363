// Tests of `sources.eventBridge`: what a rule selects, what its target gets, and what is left when Lambda is away.

import { describe, expect, test } from 'vitest'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import type { EventReport } from '../../src/record/event-report.js'
import { type EventBridgeOptions, eventBridgeSource, type PutEvent } from '../../src/sources/event-bridge.js'
import { FakeTarget } from './fake-target.js'

const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead'

const placed: PutEvent = {
  source: 'shop',
  detailType: 'Order Placed',
  detail: { order: 7, note: 'say "hi"', items: [{ id: 'a' }] },
}

/** What the function gets of `placed`. */
async function sent(options: EventBridgeOptions): Promise<unknown> {
  const bus = eventBridgeSource(new FakeTarget(), options)
  bus.put(placed)
  return (await bus.settled())[0]?.event
}

describe('a rule', () => {
  test('sends events by themselves, as the bus made them [EV-1, EV-5]', async () => {
    const target = new FakeTarget()
    const bus = eventBridgeSource(target)
    const ids = bus.put(placed, { source: 'shop', resources: ['arn:aws:s3:::photos'], time: '2020-02-03T04:05:06Z' })
    const reports = await bus.settled()
    expect(reports.map(({ event }) => event)).toEqual([
      {
        version: '0',
        id: ids[0],
        'detail-type': 'Order Placed',
        source: 'shop',
        account: '123456789012',
        time: '2026-01-01T00:00:00Z',
        region: 'us-east-1',
        resources: [],
        detail: placed.detail,
      },
      expect.objectContaining({ id: ids[1], time: '2020-02-03T04:05:06Z', resources: ['arn:aws:s3:::photos'] }),
    ])
  })

  test('selects by its pattern, an object or JSON text [EV-5]', async () => {
    const eventPattern = { source: ['shop'], detail: { order: [{ numeric: ['>', 5] }] } }
    for (const pattern of [eventPattern, JSON.stringify(eventPattern)]) {
      const bus = eventBridgeSource(new FakeTarget(), { eventPattern: pattern })
      const ids = bus.put(placed, { ...placed, detail: { order: 1 } })
      expect(await bus.settled()).toHaveLength(1)
      expect(bus.filtered.map(({ id }) => id)).toEqual([ids[1]])
    }
  })
})

test('events of which one makes no JSON for the target are not put at all', async () => {
  const target = new FakeTarget()
  const bus = eventBridgeSource(target, { eventPattern: { source: ['shop'] }, inputPath: '$.detail.order' })
  expect(() => bus.put(placed, { source: 'other' }, { source: 'shop' })).toThrow('nothing is at inputPath')
  expect([target.queued, bus.filtered, await bus.settled()]).toEqual([[], [], []])
})

describe('its target gets', () => {
  test.each<[string, EventBridgeOptions, unknown]>([
    ['a constant', { input: { job: 'nightly' } }, { job: 'nightly' }],
    ['a part', { inputPath: '$.detail.items[0].id' }, 'a'],
    ['the whole', { inputPath: '$' }, expect.objectContaining({ source: 'shop' })],
    [
      'a template with variables in quotes and out',
      {
        inputTransformer: {
          inputPathsMap: {
            order: '$.detail.order',
            note: '$.detail.note',
            items: '$.detail.items',
            none: '$.detail.none',
          },
          inputTemplate:
            '{"id": <order>, "text": "order <order>: <note><none>", "note": <note>, "all": <items>, "said": "<items>"}',
        },
      },
      { id: 7, text: 'order 7: say "hi"', note: 'say "hi"', all: [{ id: 'a' }], said: '[{"id":"a"}]' },
    ],
    [
      'a text',
      { inputTransformer: { inputPathsMap: { order: '$.detail.order' }, inputTemplate: '"order <order>"' } },
      'order 7',
    ],
    [
      'what EventBridge knows itself',
      {
        eventBusName: 'shop',
        ruleName: 'orders',
        inputTransformer: {
          inputTemplate: '[<aws.events.rule-name>, <aws.events.rule-arn>, <aws.events.event.ingestion-time>]',
        },
      },
      ['orders', 'arn:aws:events:us-east-1:123456789012:rule/shop/orders', '2026-01-01T00:00:00Z'],
    ],
    [
      'the event within a template, with its detail or without',
      { inputTransformer: { inputTemplate: '{"all": <aws.events.event.json>, "head": <aws.events.event>}' } },
      {
        all: expect.objectContaining({ source: 'shop', detail: placed.detail }),
        head: expect.not.objectContaining({ detail: placed.detail }),
      },
    ],
  ])('%s', async (_what, options, expected) => {
    expect(await sent(options)).toEqual(expected)
  })

  test('the time at which EventBridge received an event, whatever the event says of its own', async () => {
    const inputTemplate = '[<aws.events.event.ingestion-time>, <time>]'
    const inputTransformer = { inputPathsMap: { time: '$.time' }, inputTemplate }
    const bus = eventBridgeSource(new FakeTarget(), { inputTransformer })
    bus.put({ ...placed, time: '2020-02-03T04:05:06Z' })
    expect((await bus.settled())[0]?.event).toEqual(['2026-01-01T00:00:00Z', '2020-02-03T04:05:06Z'])
  })

  test('nothing that is not JSON, or not there', async () => {
    const inputTransformer = { inputPathsMap: { none: '$.detail.none' }, inputTemplate: '{"id": <none>}' }
    await expect(sent({ inputTransformer })).rejects.toThrow(
      new TypeError(
        'sources.eventBridge(): inputTransformer.inputTemplate became {"id": }, which is not JSON: EventBridge cannot send that to a function.',
      ),
    )
    await expect(sent({ inputPath: '$.detail.none' })).rejects.toThrow(
      /^sources\.eventBridge\(\): nothing is at inputPath \$\.detail\.none of the event \{"version":"0",/,
    )
  })
})

describe('when Lambda cannot take an event', () => {
  test('EventBridge tries again until it can [EV-5]', async () => {
    const target = new FakeTarget()
    const bus = eventBridgeSource(target)
    bus.outage('10m')
    bus.put(placed)
    expect(await bus.settled()).toHaveLength(1)
    expect(target.events.map(({ atMs }) => atMs)).toEqual([1_023_000])
  })

  test('and the retry policy of the target is spent, the event goes to the dead-letter queue [EV-5]', async () => {
    const target = new FakeTarget()
    const bus = eventBridgeSource(target, {
      retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 60 },
      deadLetterConfig: { arn: DEAD },
    })
    bus.outage('10m')
    bus.put(placed)
    expect(await bus.settled()).toEqual([])
    expect(target.elapsedMs).toBe(7000)
    expect(bus.deadLetterQueue).toEqual([
      { event: expect.objectContaining({ source: 'shop' }), error: expect.any(Error), tries: 4 },
    ])
  })

  test('because it refuses, the event is not tried again, and lost without a dead-letter queue [EV-5]', async () => {
    class Gone extends FakeTarget {
      override async queue(): Promise<EventReport> {
        throw new LambdaServiceException('ResourceNotFoundException', 'Function not found')
      }
    }
    const bus = eventBridgeSource(new Gone())
    bus.put(placed)
    await expect(bus.settled()).rejects.toThrow(
      new Error(
        'sources.eventBridge(): an event could not be handed over to orders and is lost (ResourceNotFoundException: Function not found). ' +
          "With deadLetterConfig: { arn: 'arn:…' } it would be kept.",
      ),
    )
  })
})

describe('sources.eventBridge() refuses', () => {
  test.each<[unknown, string]>([
    [{ pattern: {} }, 'sources.eventBridge(): pattern is not a key here: did you mean eventPattern?'],
    [
      { eventPattern: { source: 'shop' } },
      'sources.eventBridge(): eventPattern: "source" must be an object or an array (EV-5).',
    ],
    [
      { retryPolicy: { maximumRetryAttempts: 186 } },
      'sources.eventBridge(): retryPolicy.maximumRetryAttempts is 186: it takes a whole number of retries from 0 to 185 (EV-5, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html).',
    ],
    [
      { inputPath: 'detail' },
      "sources.eventBridge(): inputPath is 'detail' (a string): it takes a JSON path in dot notation, such as '$.detail'.",
    ],
    [
      { inputTransformer: { inputPathsMap: { id: 'detail' }, inputTemplate: '"<id>"' } },
      "sources.eventBridge(): inputTransformer.inputPathsMap.id is 'detail' (a string): it takes a JSON path in dot notation, such as '$.detail'.",
    ],
    [
      { inputTransformer: { inputTemplate: '"<id>"' } },
      'sources.eventBridge(): inputTransformer.inputTemplate has <id>, which inputPathsMap does not name.',
    ],
    [{ input: 1, inputPath: '$' }, 'sources.eventBridge(): it takes one of input and inputPath, not several.'],
  ])('%j', (options, message) => {
    expect(() => eventBridgeSource(new FakeTarget(), options as EventBridgeOptions)).toThrow(new TypeError(message))
  })

  test('an event at no point in time, and a detail that is no JSON, in the name of put()', () => {
    const bus = eventBridgeSource(new FakeTarget())
    expect(() => bus.put({ time: 'soon' })).toThrow(
      'bus.put(): time is "soon" (a string), which is not a point in time.',
    )
    expect(() => bus.put({ detail: { n: 1n } })).toThrow('bus.put(): the event cannot be written as JSON,')
  })

  test('an event that is none', () => {
    expect(() => eventBridgeSource(new FakeTarget()).put({ 'detail-type': 'x' } as never)).toThrow(
      'bus.put(): unknown key "detail-type" in the input. Did you mean "detailType"?',
    )
    expect(() => eventBridgeSource(new FakeTarget()).put({ detail: '{"order":1}' })).toThrow(
      new TypeError('bus.put(): detail is "{\\"order\\":1}" (a string), where an object is expected.'),
    )
  })
})
