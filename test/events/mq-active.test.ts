// Tests of messages of ActiveMQ brokers.

import { expect, test } from 'vitest'
import { activeMq } from '../../src/events/mq-active.js'

test('the default event is complete', () => {
  expect(activeMq()).toMatchInlineSnapshot(`
    {
      "eventSource": "aws:mq",
      "eventSourceArn": "arn:aws:mq:us-east-1:123456789012:broker:my-broker:b-00000000-0000-4000-8000-000000000001",
      "messages": [
        {
          "brokerInTime": 1767225600000,
          "brokerOutTime": 1767225600001,
          "correlationId": "correlation-1",
          "data": "bWVzc2FnZSAx",
          "deliveryMode": 1,
          "destination": {
            "physicalName": "my-queue",
          },
          "expiration": "60000",
          "messageID": "ID:b-00000000-0000-4000-8000-000000000001-1.mq.us-east-1.amazonaws.com-1:1:1:1:1",
          "messageType": "jms/text-message",
          "priority": 1,
          "properties": {},
          "redelivered": false,
          "replyTo": null,
          "timestamp": 1767225600000,
          "type": null,
        },
      ],
    }
  `)
})

test('everything in the input is found in the event', () => {
  const event = activeMq({
    data: { a: 1 },
    queue: 'orders',
    properties: { index: '1', none: undefined },
    redelivered: true,
    broker: 'main',
    region: 'us-east-2',
    accountId: '210987654321',
    time: 1545084650987,
  })
  expect(event).toMatchObject({
    eventSourceArn: expect.stringMatching(/^arn:aws:mq:us-east-2:210987654321:broker:main:b-/),
    messages: [
      {
        messageType: 'jms/text-message',
        destination: { physicalName: 'orders' },
        redelivered: true,
        data: 'eyJhIjoxfQ==',
        timestamp: 1545084650987,
        properties: { index: '1' },
      },
    ],
  })
  expect(event.messages[0]?.properties).not.toHaveProperty('none')
})

test('bytes make a bytes message', () => {
  expect(activeMq({ data: Uint8Array.of(104, 105) }).messages[0]).toMatchObject({
    messageType: 'jms/bytes-message',
    data: 'aGk=',
  })
})

test('several inputs are one batch of one queue', () => {
  const { messages } = activeMq([{ queue: 'q' }, {}, { record: { priority: 9 } }])
  expect(messages.map(({ destination, priority }) => [destination.physicalName, priority])).toEqual([
    ['q', 1],
    ['q', 1],
    ['q', 9],
  ])
  expect(new Set(messages.map(({ messageID }) => messageID)).size).toBe(3)
})

test('two queues in one event are refused', () => {
  expect(() => activeMq([{ queue: 'a' }, { queue: 'b' }])).toThrow('events.mq.activeMq: queue is "a"')
})
