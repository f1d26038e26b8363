// Tests of messages of RabbitMQ brokers.

import { expect, test } from 'vitest'
import { rabbitMq } from '../../src/events/mq-rabbit.js'

test('the default event is complete', () => {
  expect(rabbitMq()).toMatchInlineSnapshot(`
    {
      "eventSource": "aws:rmq",
      "eventSourceArn": "arn:aws:mq:us-east-1:123456789012:broker:my-broker:b-00000000-0000-4000-8000-000000000001",
      "rmqMessagesByQueue": {
        "my-queue::/": [
          {
            "basicProperties": {
              "appId": null,
              "bodySize": 9,
              "clusterId": null,
              "contentEncoding": null,
              "contentType": "text/plain",
              "correlationId": null,
              "deliveryMode": 1,
              "expiration": null,
              "headers": {},
              "messageId": null,
              "priority": 0,
              "replyTo": null,
              "timestamp": "Jan 1, 2026, 12:00:00 AM",
              "type": null,
              "userId": null,
            },
            "data": "bWVzc2FnZSAx",
            "redelivered": false,
          },
        ],
      },
    }
  `)
})

test('everything in the input is found in the event, text of headers as bytes', () => {
  const event = rabbitMq({
    data: { a: 1 },
    queue: 'orders',
    virtualHost: 'shop',
    headers: { text: 'é', number: 10, flag: true, none: undefined },
    redelivered: true,
    broker: 'main',
    region: 'us-east-2',
    accountId: '210987654321',
    time: '2019-09-13T16:02:03Z',
  })
  expect(event.eventSourceArn).toMatch(/^arn:aws:mq:us-east-2:210987654321:broker:main:b-/)
  expect(Object.keys(event.rmqMessagesByQueue)).toEqual(['orders::shop'])
  const [message] = event.rmqMessagesByQueue['orders::shop'] ?? []
  expect(message).toMatchObject({ redelivered: true, data: 'eyJhIjoxfQ==' })
  expect(message?.basicProperties).toMatchObject({
    contentType: 'application/json',
    headers: { text: { bytes: [-61, -87] }, number: 10, flag: true },
    timestamp: 'Sep 13, 2019, 4:02:03 PM',
    bodySize: 7,
  })
  expect(message?.basicProperties.headers).not.toHaveProperty('none')
})

test('several inputs are one batch of one queue', () => {
  const messages = rabbitMq([{}, { data: Uint8Array.of(1, 2), record: { redelivered: true } }]).rmqMessagesByQueue[
    'my-queue::/'
  ]
  expect(messages?.map(({ data, redelivered }) => [data, redelivered])).toEqual([
    ['bWVzc2FnZSAx', false],
    ['AQI=', true],
  ])
})

test('two virtual hosts in one event are refused', () => {
  expect(() => rabbitMq([{ virtualHost: '/' }, { virtualHost: 'b' }])).toThrow('events.mq.rabbitMq: virtualHost is "/"')
})
