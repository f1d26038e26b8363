// Services that push events to a function, as a test drives them: topics, buckets, buses, schedules, log groups, email.

import type { CloudWatchLogsEvent, EventBridgeEvent, S3Event, ScheduledEvent, SESEvent } from 'aws-lambda'
import type { PushReport } from '../../src/sources/push-report.js'
import { events, handler, LambdaServiceException, sources, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

/** Seconds between the attempts of an event and its first one. */
function startsOf(report: PushReport | undefined): readonly number[] {
  const starts = report?.attempts.map(({ record }) => record.phases.at(-1)?.startedAt ?? 0) ?? []
  return starts.map((at) => Math.round((at - (starts[0] ?? 0)) / 1000))
}

describe('a topic', () => {
  const orders = withLambda(() => import('./functions/push/subscriber.js'), {
    functionName: 'orders',
    console: 'silent',
  })
  const topic = sources.sns(orders, {
    topicName: 'orders',
    subscription: { filterPolicy: { store: ['Lisbon', { 'anything-but': ['Porto'] }] } },
  })
  const attributes = { store: 'Lisbon' }

  test('lets Lambda try three times: at once, after one minute and after two more [EV-1, EV-2]', async () => {
    const id = topic.publish('flaky', { subject: 'Order', attributes })
    const [report] = await topic.settled()
    expect(report).toHaveBeenAttempted(3)
    expect(startsOf(report)).toEqual([0, 60, 180])
    expect(report?.attempts.at(-1)).toReturn('flaky')
    expect(report?.event.Records[0]?.Sns).toMatchObject({ MessageId: id, Subject: 'Order' })
  })

  test('delivers each message by itself, and not what the subscription does not want [EV-3]', async () => {
    topic.publish('first', { attributes })
    topic.publish('elsewhere', { attributes: { store: 'Porto' } })
    topic.publish({ order: 2 }, { attributes: { store: 'Faro' } })
    const reports = await topic.settled()
    expect(reports.map(({ attempts }) => attempts[0]?.payload)).toEqual(['first', '{"order":2}'])
    expect(topic.filtered.map(({ Records: [record] }) => record?.Sns.Message)).toEqual(['elsewhere'])
    expect(await topic.settled()).toEqual([])
  })

  test('holds what belongs to the test, and nothing of another', () => {
    expect(topic.filtered).toEqual([])
    expect(topic.deadLetterQueue).toEqual([])
  })

  test('tries again after an outage of Lambda, which is no attempt of the function [EV-2]', async () => {
    const before = await orders.invoke(events.sns({ message: 'early' }))
    topic.outage('10m')
    topic.publish('late', { attributes })
    const [report] = await topic.settled()
    expect(report).toHaveBeenAttempted(1)
    const [began, ended] = [before, report?.attempts[0]].map((result) => result?.record.phases.at(-1)?.startedAt ?? 0)
    expect(((ended ?? 0) - (began ?? 0)) / 1000).toBeGreaterThanOrEqual(600)
    expect(((ended ?? 0) - (began ?? 0)) / 1000).toBeLessThan(620)
  })

  test('keeps what Lambda refuses in the dead-letter queue of the subscription, without trying again [EV-2]', async () => {
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:123456789012:dead'
    const gone = sources.sns(orders.qualified('gone'), { subscription: { redrivePolicy: { deadLetterTargetArn } } })
    gone.publish('nobody there')
    expect(await gone.settled()).toEqual([])
    expect(gone.deadLetterQueue).toEqual([
      { event: expect.objectContaining({ Records: expect.anything() }), error: expect.anything(), tries: 1 },
    ])
    expect(gone.deadLetterQueue[0]?.error).toBeInstanceOf(LambdaServiceException)
    expect(gone.deadLetterQueue[0]?.error.name).toBe('ResourceNotFoundException')
  })

  test('tells of its messages also where the queue of the function was run by another way', async () => {
    topic.publish('one', { attributes })
    expect(await orders.settled()).toEqual([])
    const [report] = await topic.settled()
    expect(report?.attempts[0]).toReturn('one')
  })

  test.fails('whose messages were never run fails the test: await topic.settled()', () => {
    topic.publish('forgotten', { attributes })
  })

  test('says so where Lambda refuses, and nothing keeps the message', async () => {
    const gone = sources.sns(orders.qualified('gone'))
    gone.publish('nobody there')
    await expect(gone.settled()).rejects.toThrow(
      /^sources\.sns\(\): an event could not be handed over to orders and is lost \(ResourceNotFoundException: .*gone.*\)\. With subscription: \{ redrivePolicy: \{ deadLetterTargetArn: 'arn:…' \} \} it would be kept\.$/,
    )
  })
})

test('a schedule tells of every firing that Lambda refuses', async () => {
  const orders = withLambda(
    handler(() => null),
    { functionName: 'orders' },
  )
  const schedule = sources.schedule(orders.qualified('gone'), { scheduleExpression: 'rate(1 minute)' })
  await expect(schedule.run('3m')).rejects.toThrow('The same happened 3 times; this was the first.')
})

test('a bucket tells a function of the objects that the notification is for [EV-1, EV-4]', async () => {
  const keys = withLambda(
    handler(async ({ Records: [record] }: S3Event) => `${record?.eventName} ${record?.s3.object.key}`),
  )
  const bucket = sources.s3(keys, {
    bucket: 'photos',
    events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:Delete'],
    filter: { prefix: 'in/', suffix: '.jpg' },
  })
  bucket.put('in/my cat.jpg', { size: 2048 })
  bucket.put('out/cat.jpg')
  bucket.put('in/cat.png')
  bucket.delete('in/old.jpg')
  bucket.delete('in/old.jpg', { eventName: 'ObjectRemoved:DeleteMarkerCreated' })
  const reports = await bucket.settled()
  expect(reports.map(({ attempts }) => attempts[0]?.payload)).toEqual([
    'ObjectCreated:Put in/my+cat.jpg',
    'ObjectRemoved:Delete in/old.jpg',
  ])
  expect(bucket.filtered.map(({ Records: [record] }) => record?.s3.object.key)).toEqual([
    'out/cat.jpg',
    'in/cat.png',
    'in/old.jpg',
  ])
})

test('a bus sends what its rule selects, as the target wants it [EV-1, EV-5]', async () => {
  const placed = withLambda(handler(async (event: EventBridgeEvent<'Order Placed', { order: number }>) => event.detail))
  const bus = sources.eventBridge(placed, {
    eventPattern: { source: ['shop'], detail: { order: [{ numeric: ['>', 1] }] } },
  })
  const ids = bus.put(
    { source: 'shop', detailType: 'Order Placed', detail: { order: 1 } },
    { source: 'shop', detailType: 'Order Placed', detail: { order: 2 } },
  )
  const [report, ...others] = await bus.settled()
  expect(report?.attempts[0]).toReturn({ order: 2 })
  expect(others).toEqual([])
  expect(bus.filtered.map(({ id }) => id)).toEqual([ids[0]])
})

test('a schedule fires in the time of the test [EV-1, EV-5]', async () => {
  const times = withLambda(handler(async ({ time }: ScheduledEvent) => time))
  const schedule = sources.schedule(times, { scheduleExpression: 'cron(0/20 * * * ? *)' })
  const first = await schedule.tick()
  const later = await schedule.run('1h')
  expect(later).toHaveLength(3)
  const minutes = [first, ...later].map(({ attempts }) => Date.parse(String(attempts[0]?.payload)) / 60_000)
  expect(minutes.map((minute) => minute - (minutes[0] ?? 0))).toEqual([0, 20, 40, 60])
  // Nobody keeps an environment for 20 minutes.
  expect(new Set([first, ...later].map(({ attempts }) => attempts[0]?.record.environmentId)).size).toBe(4)
})

test('a log group sends the lines that match, together and compressed [EV-1, EV-6]', async () => {
  const alarms = withLambda(
    handler(async (event: CloudWatchLogsEvent) =>
      events.cloudWatchLogs.decode(event).logEvents.map(({ message }) => message),
    ),
  )
  const logs = sources.cloudWatchLogs(alarms, { filterPattern: '{ $.level = "ERROR" }' })
  logs.put({ level: 'ERROR', message: 'first' }, 'plain text', { level: 'INFO' }, { level: 'ERROR', message: 'second' })
  logs.put('nothing for anybody')
  const reports = await logs.settled()
  expect(reports.map(({ attempts }) => attempts[0]?.payload)).toEqual([
    ['{"level":"ERROR","message":"first"}', '{"level":"ERROR","message":"second"}'],
  ])
  expect(logs.filtered).toEqual(['plain text', '{"level":"INFO"}', 'nothing for anybody'])
})

test('an email is delivered, and with RequestResponse the function decides what follows [EV-1, EV-7]', async () => {
  const spam = withLambda(
    handler(async ({ Records: [record] }: SESEvent) =>
      record?.ses.receipt.spamVerdict.status === 'FAIL' ? { disposition: 'STOP_RULE_SET' } : null,
    ),
  )
  const mail = sources.ses(spam, { recipients: ['shop.example'], invocationType: 'RequestResponse' })
  mail.receive({ to: 'orders@shop.example', verdicts: { spam: 'FAIL' } })
  mail.receive({ to: ['orders@shop.example', 'jane@elsewhere.example'] })
  mail.receive({ to: 'jane@elsewhere.example' })
  const reports = await mail.settled()
  expect(reports.map(({ disposition }) => disposition)).toEqual(['STOP_RULE_SET', 'CONTINUE'])
  expect(reports[1]?.event.Records[0]?.ses.receipt.recipients).toEqual(['orders@shop.example'])
  expect(mail.filtered).toHaveLength(1)
})
