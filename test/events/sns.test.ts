// Tests of SNS notifications.

import { expect, test } from 'vitest'
import { sns, type SnsInput } from '../../src/events/sns.js'

test('the default event is one complete notification [EV-3]', () => {
  expect(sns()).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "EventSource": "aws:sns",
          "EventSubscriptionArn": "arn:aws:sns:us-east-1:123456789012:my-topic:00000000-0000-4000-8000-000000000001",
          "EventVersion": "1.0",
          "Sns": {
            "Message": "message 1",
            "MessageAttributes": {},
            "MessageId": "00000000-0000-4000-8000-000000000001",
            "Signature": "EXAMPLE",
            "SignatureVersion": "1",
            "SigningCertUrl": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-EXAMPLE.pem",
            "Subject": null,
            "Timestamp": "2026-01-01T00:00:00.000Z",
            "TopicArn": "arn:aws:sns:us-east-1:123456789012:my-topic",
            "Type": "Notification",
            "UnsubscribeUrl": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-1:123456789012:my-topic:00000000-0000-4000-8000-000000000001",
          },
        },
      ],
    }
  `)
})

test('everything in the input is found in the notification [EV-3]', () => {
  const [record] = sns({
    message: 'Hello!',
    subject: 'Greeting',
    topic: 'greetings',
    messageId: 'id',
    region: 'eu-central-1',
    accountId: '210987654321',
    time: '2019-01-02T12:45:07.000Z',
  }).Records
  const topicArn = 'arn:aws:sns:eu-central-1:210987654321:greetings'
  expect(record?.EventSubscriptionArn).toMatch(new RegExp(`^${topicArn}:[0-9a-f-]{36}$`))
  expect(record?.Sns).toMatchObject({
    Message: 'Hello!',
    Subject: 'Greeting',
    TopicArn: topicArn,
    MessageId: 'id',
    Timestamp: '2019-01-02T12:45:07.000Z',
  })
  expect(record?.Sns.UnsubscribeUrl).toContain('https://sns.eu-central-1.amazonaws.com/')
})

test.each([
  [{ id: 1 }, '{"id":1}'],
  [null, 'null'],
  ['', ''],
  [undefined, 'message 1'],
])('the message %o is written %j [EV-3]', (message, text) => {
  expect(sns({ message }).Records[0]?.Sns.Message).toBe(text)
})

test('without a subject the subject is null [EV-3]', () => {
  expect(sns().Records[0]?.Sns.Subject).toBeNull()
})

test('attributes have the types that SNS names [EV-3]', () => {
  const attributes = {
    text: 'a',
    whole: 1,
    big: 2n,
    bytes: new Uint8Array([1]),
    list: ['a', 1, true, null],
    none: undefined,
  }
  expect(sns({ attributes }).Records[0]?.Sns.MessageAttributes).toStrictEqual({
    text: { Type: 'String', Value: 'a' },
    whole: { Type: 'Number', Value: '1' },
    big: { Type: 'Number', Value: '2' },
    bytes: { Type: 'Binary', Value: 'AQ==' },
    list: { Type: 'String.Array', Value: '["a",1,true,null]' },
  })
})

test.each([true, null, {}, Number.NaN])('an attribute that is %o is refused', (value) => {
  const attributes = { a: value } as unknown as NonNullable<SnsInput['attributes']>
  expect(() => sns({ attributes })).toThrow(/^events\.sns: attributes\.a is .+, where a string, a finite number/)
})

test('SNS sends one record at a time, so a list of inputs is refused [EV-3]', () => {
  const input = [{}, {}] as unknown as SnsInput
  expect(() => sns(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.sns: the input is a list of 2, where an object is expected. It takes: message, subject, attributes, topic, messageId, region, accountId, time.]`,
  )
})

test('a message of bytes is refused', () => {
  expect(() => sns({ message: new Uint8Array(1) })).toThrow('events.sns: message is bytes')
})

test('overrides replace the list of records as a whole', () => {
  expect(sns({}, { Records: [] })).toEqual({ Records: [] })
})
