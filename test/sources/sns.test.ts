// Tests of `sources.sns`: messages, hand-over, outages, and what is left when Lambda refuses.

import type { SNSEvent } from 'aws-lambda'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import type { EventReport } from '../../src/record/event-report.js'
import { type SnsOptions, type SnsSource, snsSource } from '../../src/sources/sns.js'
import { FakeTarget, STARTS_AT } from './fake-target.js'

const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead'
const withDeadLetters: SnsOptions = { subscription: { redrivePolicy: { deadLetterTargetArn: DEAD } } }

/** Refuses messages that say so. */
class Refusing extends FakeTarget {
  override async queue(event: unknown): Promise<EventReport> {
    const { Message } = (event as SNSEvent).Records[0]?.Sns ?? {}
    if (Message === 'refused') throw new LambdaServiceException('ResourceNotFoundException', 'Function not found')
    return super.queue(event)
  }
}

const messageOf = (event: unknown): string | undefined => (event as SNSEvent).Records[0]?.Sns.Message

describe('topic.publish()', () => {
  test('hands a message over at once, as one record of an asynchronous invocation [EV-1, EV-3]', async () => {
    const target = new FakeTarget()
    const topic = snsSource(target, { topicName: 'orders' })
    const id = topic.publish({ order: 1 }, { subject: 'Order', attributes: { store: 'Lisbon', count: 2 } })
    expect(target.queued).toHaveLength(1)
    const [report] = await topic.settled()
    expect(report?.event).toBe(target.queued[0])
    expect(report?.event).toMatchObject({
      Records: [
        {
          EventSource: 'aws:sns',
          Sns: {
            MessageId: id,
            TopicArn: 'arn:aws:sns:us-east-1:123456789012:orders',
            Subject: 'Order',
            Message: '{"order":1}',
            Timestamp: '2026-01-01T00:00:00.000Z',
            MessageAttributes: { store: { Type: 'String', Value: 'Lisbon' }, count: { Type: 'Number', Value: '2' } },
          },
        },
      ],
    })
  })

  test('gives each message an id of its own, whatever it says', () => {
    const topic = snsSource(new FakeTarget())
    expect(topic.publish('same')).not.toBe(topic.publish('same'))
  })

  test.each<[string, () => unknown, string]>([
    ['', () => '', 'topic.publish(): the message is empty, and SNS takes no empty message.'],
    [
      'over 256 KB',
      () => 'x'.repeat(262_145),
      'topic.publish(): the message has 262145 bytes, and SNS takes at most 262144.',
    ],
  ])('refuses a message that is %s', (_what, message, text) => {
    const target = new FakeTarget()
    expect(() => snsSource(target).publish(message())).toThrow(new TypeError(text))
    expect(target.queued).toEqual([])
  })

  test('refuses a message that is undefined, of which the event would not tell', () => {
    const target = new FakeTarget()
    expect(() => snsSource(target).publish(undefined)).toThrow(
      new TypeError('topic.publish(): the message is undefined: it takes text, or JSON.'),
    )
    expect(target.queued).toEqual([])
  })

  test.each<[string, unknown, object, string]>([
    ['bytes', new Uint8Array([1]), {}, 'message is bytes (a Uint8Array), but travels as text.'],
    ['a message that is no JSON', { n: 1n }, {}, 'message cannot be written as JSON,'],
    ['an attribute that is none', 'order', { a: true }, 'attributes.a is true (a boolean), where a string'],
  ])('refuses %s in its own name', (_, message, attributes, problem) => {
    const topic = snsSource(new FakeTarget())
    expect(() => topic.publish(message, { attributes: attributes as never })).toThrow(`topic.publish(): ${problem}`)
  })

  test('refuses what is no option, and subjects that SNS would refuse', () => {
    const topic = snsSource(new FakeTarget())
    expect(() => topic.publish('order', { subjekt: 'Order' } as never)).toThrow(
      'topic.publish(): unknown key "subjekt" in the input. Did you mean "subject"?',
    )
    expect(() => topic.publish('order', { subject: 'x'.repeat(101) })).toThrow(
      new TypeError('topic.publish(): subject has 101 characters, and SNS takes 1 to 100.'),
    )
    expect(() => topic.publish('order', { subject: 'one\ntwo' })).toThrow(
      new TypeError(
        'topic.publish(): subject is "one\\ntwo", and SNS takes no line breaks or control characters in it.',
      ),
    )
  })
})

describe('topic.settled()', () => {
  test('gives a report of each message, in the order in which they were published, once', async () => {
    const target = new FakeTarget((event) => messageOf(event))
    const topic = snsSource(target)
    for (const message of ['a', 'b', 'c']) topic.publish(message)
    const reports = await topic.settled()
    expect(reports.map(({ attempts }) => attempts[0]?.payload)).toEqual(['a', 'b', 'c'])
    expect(reports.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded', 'succeeded'])
    expect(await topic.settled()).toEqual([])
  })

  test('tells of a function that failed, which is no failure of SNS: the message is in no dead-letter queue [EV-2]', async () => {
    const target = new FakeTarget(() => {
      throw new Error('no')
    })
    const topic = snsSource(target, withDeadLetters)
    topic.publish('order')
    const [report] = await topic.settled()
    expect(report?.outcome).toBe('retriesExhausted')
    expect(topic.deadLetterQueue).toEqual([])
    expect(target.queued).toHaveLength(1)
  })

  test('rejects for each message that is lost, and keeps the reports of the others', async () => {
    const topic = snsSource(new Refusing())
    for (const message of ['a', 'refused', 'b']) topic.publish(message)
    await expect(topic.settled()).rejects.toThrow(
      new Error(
        'sources.sns(): an event could not be handed over to orders and is lost (ResourceNotFoundException: Function not found). ' +
          "With subscription: { redrivePolicy: { deadLetterTargetArn: 'arn:…' } } it would be kept.",
      ),
    )
    expect((await topic.settled()).map(({ event }) => messageOf(event))).toEqual(['a', 'b'])
  })
})

describe('what a topic owes when its test ends', () => {
  const nothing = { where: 'sources.sns()', verb: 'topic.settled()', waiting: [], untold: [] }

  test('is what an outage holds back, until it was handed over', async () => {
    const target = new FakeTarget()
    const topic = snsSource(target)
    topic.publish('handed over')
    topic.outage('10m')
    topic.publish('first')
    target.timeline.advance(1000)
    topic.publish('second')
    expect(target.owed).toEqual([
      { ...nothing, waiting: [STARTS_AT, STARTS_AT + 1000].map((at) => ({ at, from: expect.any(Function) })) },
    ])
    await topic.settled()
    expect(target.owed).toEqual([nothing])
  })

  test('is each message that Lambda refused, until settled() has told of it', async () => {
    const target = new Refusing()
    const topic = snsSource(target)
    topic.publish('refused')
    topic.publish('refused')
    const told = await topic.settled().catch((error: unknown) => error)
    expect(target.owed).toEqual([{ ...nothing, untold: [told] }])
    await expect(topic.settled()).rejects.toThrow('is lost')
    expect(target.owed).toEqual([nothing])
  })

  test('is not what its dead-letter queue keeps', async () => {
    const target = new Refusing()
    const topic = snsSource(target, withDeadLetters)
    topic.publish('refused')
    await topic.settled()
    expect(target.owed).toEqual([nothing])
  })
})

describe('topic.outage()', () => {
  test('delays messages until the first try that finds Lambda again [EV-2]', async () => {
    const target = new FakeTarget()
    const topic = snsSource(target)
    topic.outage('10s')
    topic.publish('order')
    expect(target.queued).toEqual([])
    await topic.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([12_841])
  })

  test('can be prolonged, and is over at some time', async () => {
    const target = new FakeTarget()
    const topic = snsSource(target)
    topic.outage('10s')
    topic.publish('first')
    topic.outage('1h')
    topic.outage('1s')
    await topic.settled()
    topic.publish('second')
    await topic.settled()
    expect(target.events.map(({ atMs }) => atMs)).toEqual([3_610_106, 3_610_106])
  })

  test('of more than 23 days leaves messages in the dead-letter queue, and takes no time of its own [EV-2]', async () => {
    const target = new FakeTarget()
    const topic = snsSource(target, withDeadLetters)
    topic.outage('720h')
    topic.publish('order')
    expect(await topic.settled()).toEqual([])
    expect(target.queued).toEqual([])
    expect(Math.floor(target.elapsedMs / 86_400_000)).toBe(23)
    const [dead, ...others] = topic.deadLetterQueue
    expect(others).toEqual([])
    expect(messageOf(dead?.event)).toBe('order')
    expect(dead?.tries).toBe(100_015)
    expect(String(dead?.error)).toBe('ServiceException: Lambda was not available.')
  })

  test('that outlasts all tries loses messages without a dead-letter queue, and says how often SNS tried', async () => {
    const topic = snsSource(new FakeTarget())
    topic.outage('720h')
    topic.publish('order')
    await expect(topic.settled()).rejects.toThrow(
      'sources.sns(): an event could not be handed over to orders in 100,015 tries and is lost (ServiceException: Lambda was not available.).',
    )
  })

  test('takes a duration', () => {
    expect(() => snsSource(new FakeTarget()).outage('10 minutes' as never)).toThrow('topic.outage(): ')
  })
})

describe('sources.sns()', () => {
  const make = (options: unknown): SnsSource => snsSource(new FakeTarget(), options as SnsOptions)

  test.each<[unknown, string]>([
    [{ topic: 'orders' }, 'sources.sns(): topic is not a key here: did you mean topicName?'],
    [
      { topicName: 'orders.fifo' },
      "sources.sns(): topicName is 'orders.fifo' (a string): a FIFO topic delivers to queues only, and not to functions; sources.sqs() is a queue.",
    ],
    [
      { subscription: { filterPolicyScope: 'Message' } },
      "sources.sns(): subscription.filterPolicyScope is 'Message': it takes 'MessageAttributes' or 'MessageBody'; did you mean 'MessageBody'?",
    ],
    [
      { subscription: { filterPolicy: '[]' } },
      "sources.sns(): subscription.filterPolicy is '[]' (a string): it takes an object, or the JSON text of one.",
    ],
    [
      { subscription: { redrivePolicy: {} } },
      'sources.sns(): subscription.redrivePolicy is {} (an object): deadLetterTargetArn is missing.',
    ],
    [
      { subscription: { redrivePolicy: { deadLetterTargetArn: 'dead' } } },
      "sources.sns(): subscription.redrivePolicy.deadLetterTargetArn is 'dead' (a string): it takes the ARN of a queue, arn:aws:sqs:us-east-1:123456789012:my-queue.",
    ],
  ])('refuses %j', (options, message) => {
    expect(() => make(options)).toThrow(new TypeError(message))
  })

  test('takes a filter policy as JSON text', async () => {
    const topic = snsSource(new FakeTarget(), { subscription: { filterPolicy: '{"store":["Lisbon"]}' } })
    topic.publish('here', { attributes: { store: 'Lisbon' } })
    topic.publish('elsewhere')
    expect((await topic.settled()).map(({ event }) => messageOf(event))).toEqual(['here'])
    expect(topic.filtered.map(messageOf)).toEqual(['elsewhere'])
  })
})

test('whatever happens, every message ends exactly once: delivered, filtered, or in the dead-letter queue [EV-2]', async () => {
  const step = fc.oneof(
    fc.constantFrom('fine', 'refused', 'filtered', 'failing').map((message) => ({ message })),
    fc.constantFrom(1000, 60_000, 3_600_000).map((outageMs) => ({ outageMs })),
    fc.constant('settle' as const),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const target = new Refusing((event) => {
        if (messageOf(event) === 'failing') throw new Error('no')
        return null
      })
      const topic = snsSource(target, {
        subscription: { ...withDeadLetters.subscription, filterPolicy: { wanted: ['yes'] } },
      })
      const published: string[] = []
      const ended: (string | undefined)[] = []
      const idOf = (event: unknown): string | undefined => (event as SNSEvent).Records[0]?.Sns.MessageId
      const settle = async (): Promise<void> =>
        void ended.push(...(await topic.settled()).map(({ event }) => idOf(event)))
      for (const one of steps) {
        if (one === 'settle') await settle()
        else if ('outageMs' in one) topic.outage(one.outageMs)
        else {
          const attributes = { wanted: one.message === 'filtered' ? 'no' : 'yes' }
          published.push(topic.publish(one.message, { attributes }))
        }
      }
      await settle()
      const refused = topic.deadLetterQueue.map(({ event }) => idOf(event))
      const filtered = topic.filtered.map(idOf)
      expect(ended).toEqual(published.filter((id) => ended.includes(id)))
      expect([...ended, ...refused, ...filtered].toSorted()).toEqual(published.toSorted())
    }),
    { numRuns: 60 },
  )
})
