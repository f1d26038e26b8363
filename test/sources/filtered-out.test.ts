// Tests of what a test that fails is told where the filter of a source let nothing through.

import { expect, test } from 'vitest'
import { cloudWatchLogsSource } from '../../src/sources/cloud-watch-logs.js'
import { dynamodbStreamSource } from '../../src/sources/dynamodb-stream.js'
import { eventBridgeSource } from '../../src/sources/event-bridge.js'
import { kinesisSource } from '../../src/sources/kinesis.js'
import { s3Source } from '../../src/sources/s3.js'
import { sesSource } from '../../src/sources/ses.js'
import { snsSource } from '../../src/sources/sns.js'
import { sqsSource } from '../../src/sources/sqs.js'
import { FakeTarget } from './fake-target.js'

const pattern = { status: ['new'] }
const filterCriteria = { filters: [{ pattern }] }
const ORDER = { source: 'shop', detailType: 'Order Placed', detail: pattern }

type Use = (target: FakeTarget) => unknown

test.each<[string, string, Use]>([
  [
    'sources.sqs()',
    'is under "body", as in { body: { status: [\'new\'] } } for JSON (STM-8).',
    async (target) => {
      const queue = sqsSource(target, { filterCriteria })
      queue.send({ status: 'new' }, { status: 'old' })
      await queue.settled()
    },
  ],
  [
    'sources.kinesis()',
    'is under "data", as in { data: { status: [\'new\'] } } (STM-8).',
    (target) => kinesisSource(target, { filterCriteria }).put({ status: 'new' }),
  ],
  [
    'sources.dynamodbStream()',
    'is under "dynamodb", as in { dynamodb: { NewImage: { status: { S: [\'new\'] } } } } (STM-8).',
    (target) => dynamodbStreamSource(target, { filterCriteria }).insert({ id: 1, status: 'new' }),
  ],
  [
    'sources.eventBridge()',
    'under "detail" (EV-5). No event has detailType: what it has is version, id, detail-type, ',
    (target) => eventBridgeSource(target, { eventPattern: { detailType: ['Order Placed'] } }).put(ORDER, ORDER),
  ],
  [
    'sources.sns()',
    "the attributes of a message, publish(message, { attributes }); with its body where filterPolicyScope is 'MessageBody'.",
    (target) => snsSource(target, { subscription: { filterPolicy: pattern } }).publish({ status: 'new' }),
  ],
  [
    'sources.sns()',
    'with the body of a message, which has to be JSON',
    (target) =>
      snsSource(target, { subscription: { filterPolicy: pattern, filterPolicyScope: 'MessageBody' } }).publish('new'),
  ],
  [
    'sources.s3()',
    'filter.prefix and filter.suffix as it was put',
    (target) => s3Source(target, { filter: { prefix: '/in' } }).put('in/a.jpg'),
  ],
  [
    'sources.ses()',
    'are matched with recipients',
    (target) => sesSource(target, { recipients: ['shop.example'] }).receive({ to: 'a@eu.shop.example' }),
  ],
  [
    'sources.cloudWatchLogs()',
    'upper and lower case included',
    (target) => cloudWatchLogsSource(target, { filterPattern: 'error' }).put('ERROR no such order'),
  ],
])('of %s: %s', async (where, how, use) => {
  const target = new FakeTarget()
  await use(target)
  const [told, ...more] = [...target.explanations]
  expect(told).toContain(
    `FilteredEventsError: ${where}: the filter has let nothing through of what this test put in, so 'orders' got none of it.\n\n`,
  )
  expect(told).toContain(how)
  expect(more).toEqual([])
})

test('a pattern whose keys are in the events is not said to miss any', () => {
  const target = new FakeTarget()
  eventBridgeSource(target, { eventPattern: { source: ['other'], $or: [{ id: ['a'] }, { id: ['b'] }] } }).put(ORDER)
  expect([...target.explanations]).toEqual([expect.stringMatching(/under "detail" \(EV-5\)\.$/)])
})

test.each<[string, Use]>([
  [
    'a message',
    async (target) => {
      const queue = sqsSource(target, { filterCriteria: { filters: [{ pattern: { body: pattern } }] } })
      queue.send({ status: 'old' }, { status: 'new' }, { status: 'old' })
      await queue.settled()
    },
  ],
  [
    'a record',
    (target) =>
      kinesisSource(target, { filterCriteria: { filters: [{ pattern: { data: pattern } }] } }).put(
        { status: 'old' },
        { status: 'new' },
        { status: 'old' },
      ),
  ],
  [
    'an event',
    (target) => {
      const bucket = s3Source(target, { filter: { suffix: '.jpg' } })
      for (const key of ['a.png', 'a.jpg', 'b.png']) bucket.put(key)
    },
  ],
])('nothing is told where %s passed, before or after others that did not', async (_what, use) => {
  const target = new FakeTarget()
  await use(target)
  expect([...target.explanations]).toEqual([])
})
