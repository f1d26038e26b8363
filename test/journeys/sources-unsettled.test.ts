// What a test hears of that ends before its sources have handed everything over, or before it asked what became of that.

import { handler, type Lambda, LambdaDisposedError, sources, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const deploy = (functionName = 'orders'): Lambda =>
  withLambda(
    handler(async () => null),
    { functionName },
  )
const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead'
const ORDER = { source: 'shop', detailType: 'Order Placed', detail: { order: 1 } }

/** What the end of the function's environments says, without the moment; undefined where there is nothing to say. */
async function endOf(lambda: Lambda): Promise<string | undefined> {
  return await lambda[Symbol.asyncDispose]().then(
    () => undefined,
    (error: unknown) => String(error).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<moment>'),
  )
}

/** A function by an alias that is gone when its one event is run. */
async function losesItsAlias(): Promise<Lambda> {
  const orders = deploy()
  await orders.publishVersion()
  await orders.createAlias('live', { functionVersion: '1' })
  await orders.qualified('live').invoke({}, { invocationType: 'Event' })
  await orders.deleteAlias('live')
  return orders
}

describe('an event that a service holds back while Lambda is unavailable', () => {
  test('is told at the end, with the call that hands it over: of a topic [EV-2]', async () => {
    const orders = deploy()
    const topic = sources.sns(orders)
    topic.outage('10m')
    topic.publish('forgotten')
    expect(await endOf(orders)).toBe(
      "UnsettledEventsError: an event of sources.sns() was still to be handed over to 'orders' when it was disposed by hand in " +
        `${inThisTest()} (since <moment>).\n\n` +
        'Nothing hands it over by itself: await topic.settled(), which runs it to the end and tells what became of it.',
    )
  })

  test('is told at the end also when the outage is over by then: of a bus [EV-5]', async () => {
    const orders = deploy()
    const bus = sources.eventBridge(orders)
    bus.outage('10m')
    bus.put(ORDER, ORDER)
    await orders.idle('20m')
    expect(await endOf(orders)).toBe(
      "UnsettledEventsError: 2 events of sources.eventBridge() were still to be handed over to 'orders' when it was disposed by " +
        `hand in ${inThisTest()} (since <moment>).\n\n` +
        'Nothing hands them over by itself: await bus.settled(), which runs them to the end and tells what became of each.',
    )
  })

  test.fails('fails the test', () => {
    const topic = sources.sns(deploy())
    topic.outage('10m')
    topic.publish('forgotten')
  })

  test('is nothing to be told of once it was settled', async () => {
    const orders = deploy()
    const topic = sources.sns(orders)
    topic.outage('10m')
    topic.publish('in time')
    expect(await topic.settled()).toHaveLength(1)
    expect(await endOf(orders)).toBeUndefined()
  })
})

test('an event that waits in the queue of its function is told with the source, whose settled() tells of it', async () => {
  const mail = deploy('mailer')
  const topic = sources.sns(mail)
  topic.publish({ a: 1 })
  expect((await endOf(mail))?.replace(/\([^)]*-[^)]*\)/, '(<id>)')).toBe(
    `QueuedEventsError: an event of sources.sns() for 'mailer' was still queued when it was disposed by hand in ${inThisTest()} ` +
      '(<id>).\n\n' +
      'Nothing runs a queued event by itself: await topic.settled(), which runs it to the end and tells what became of it.',
  )
})

describe('an event that Lambda refuses', () => {
  test('is told at the end where no call has told of it', async () => {
    const orders = deploy()
    sources.sns(orders.qualified('gone')).publish('nobody there')
    expect(await endOf(orders)).toMatch(
      /^UnsettledEventsError: sources\.sns\(\): an event could not be handed over to orders and is lost \(ResourceNotFoundException: .* it would be kept\.\n\nNo call had told of that when it was disposed by hand in .*: await topic\.settled\(\), which rejects with it\.$/,
    )
  })

  test.fails('fails the test then', () => {
    sources.s3(deploy().qualified('gone')).put('photo.jpg')
  })

  test('is told for each, where settled() was called once', async () => {
    const orders = deploy()
    const topic = sources.sns(orders.qualified('gone'))
    topic.publish('one')
    topic.publish('two')
    await expect(topic.settled()).rejects.toThrow('is lost')
    expect(await endOf(orders)).toContain('No call had told of that')
  })

  test('is at its end in a dead-letter queue, whether or not anybody looks there [EV-2]', async () => {
    const orders = deploy()
    const topic = sources.sns(orders.qualified('gone'), {
      subscription: { redrivePolicy: { deadLetterTargetArn: DEAD } },
    })
    topic.publish('nobody there')
    expect(await endOf(orders)).toBeUndefined()
  })
})

describe('an email about which the function is to decide', () => {
  test('is told at the end where it was never asked [EV-7]', async () => {
    const orders = deploy()
    sources.ses(orders, { invocationType: 'RequestResponse' }).receive()
    expect(await endOf(orders)).toContain("an event of sources.ses() was still to be handed over to 'orders'")
  })

  test.fails('fails the test then', () => {
    sources.ses(deploy(), { invocationType: 'RequestResponse' }).receive()
  })
})

test('messages in a queue and records in a stream may stay there', async () => {
  const orders = deploy()
  sources.sqs(orders).send('later')
  sources.kinesis(orders).put('later')
  expect(await endOf(orders)).toBeUndefined()
})

describe('an event of which the alias is gone when it is run', () => {
  test('is told by its own function, and not by another that runs at the same time', async () => {
    const orders = await losesItsAlias()
    const other = sources.sqs(deploy('other'))
    other.send('message')
    expect(await other.poll()).toHaveLength(1)
    await expect(orders.settled()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(await orders.settled()).toEqual([])
  })

  test('is told at the end where that was not asked', async () => {
    const orders = await losesItsAlias()
    const other = sources.sqs(deploy('other'))
    other.send('message')
    await other.poll()
    expect(await endOf(orders)).toMatch(
      /^UnsettledEventsError: ResourceNotFoundException: .*:orders:live .*\n\nNo call had told of that when .*: await settled\(\) of the lambda 'orders', which rejects with it\.$/,
    )
  })

  test('is told by the topic that it came from, once, though Lambda had taken it', async () => {
    const orders = deploy()
    await orders.publishVersion()
    await orders.createAlias('live', { functionVersion: '1' })
    const topic = sources.sns(orders.qualified('live'), {
      subscription: { redrivePolicy: { deadLetterTargetArn: DEAD } },
    })
    topic.publish('message')
    await orders.deleteAlias('live')
    await expect(topic.settled()).rejects.toThrow('Lambda had taken an event, and could not run it')
    expect(topic.deadLetterQueue).toEqual([])
    expect(await orders.settled()).toEqual([])
    expect(await endOf(orders)).toBeUndefined()
  })
})

test('a topic does not wait for an event that is still queued when its function is disposed', async () => {
  const orders = deploy()
  const topic = sources.sns(orders)
  topic.publish('waits')
  const settled = expect(topic.settled()).rejects.toBeInstanceOf(LambdaDisposedError)
  expect(await endOf(orders)).toMatch(/^QueuedEventsError: /)
  await settled
})

describe('batches that Lambda refuses', () => {
  test('are told once by the poll that made them, and by no other that goes on beside it', async () => {
    const refused = sources.sqs(deploy().qualified('gone'), { batchSize: 1 })
    const taken = sources.sqs(deploy('other'))
    refused.send('a', 'b', 'c')
    taken.send('d')
    const [first, second] = await Promise.allSettled([refused.poll(), taken.poll()])
    expect(first).toMatchObject({ status: 'rejected', reason: { name: 'ResourceNotFoundException' } })
    expect(second).toMatchObject({ status: 'fulfilled', value: [{ records: [{ outcome: 'deleted' }] }] })
    expect(await taken.settled()).toEqual([])
  })
})

function inThisTest(): string {
  return `the test '${expect.getState().currentTestName?.split(' > ').at(-1)}'`
}
