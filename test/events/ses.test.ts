// Tests of emails that SES received.

import { expect, test } from 'vitest'
import { ses, type SesInput } from '../../src/events/ses.js'

const sesOf = (input?: SesInput) => {
  const [record] = ses(input).Records
  if (!record) throw new Error('no record')
  return record.ses
}

test('the default event is one complete email [EV-7]', () => {
  expect(ses()).toMatchInlineSnapshot(`
    {
      "Records": [
        {
          "eventSource": "aws:ses",
          "eventVersion": "1.0",
          "ses": {
            "mail": {
              "commonHeaders": {
                "date": "Thu, 01 Jan 2026 00:00:00 +0000",
                "from": [
                  "sender@example.com",
                ],
                "messageId": "<000000000000000000000000000000000000001@example.com>",
                "returnPath": "sender@example.com",
                "subject": "My subject",
                "to": [
                  "recipient@example.com",
                ],
              },
              "destination": [
                "recipient@example.com",
              ],
              "headers": [
                {
                  "name": "Return-Path",
                  "value": "<sender@example.com>",
                },
                {
                  "name": "From",
                  "value": "sender@example.com",
                },
                {
                  "name": "To",
                  "value": "recipient@example.com",
                },
                {
                  "name": "Subject",
                  "value": "My subject",
                },
                {
                  "name": "Date",
                  "value": "Thu, 01 Jan 2026 00:00:00 +0000",
                },
                {
                  "name": "Message-ID",
                  "value": "<000000000000000000000000000000000000001@example.com>",
                },
                {
                  "name": "MIME-Version",
                  "value": "1.0",
                },
                {
                  "name": "Content-Type",
                  "value": "text/plain; charset=UTF-8",
                },
              ],
              "headersTruncated": false,
              "messageId": "000000000000000000000000000000000000001",
              "source": "sender@example.com",
              "timestamp": "2026-01-01T00:00:00.000Z",
            },
            "receipt": {
              "action": {
                "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:my-function",
                "invocationType": "Event",
                "type": "Lambda",
              },
              "dkimVerdict": {
                "status": "PASS",
              },
              "dmarcVerdict": {
                "status": "PASS",
              },
              "processingTimeMillis": 100,
              "recipients": [
                "recipient@example.com",
              ],
              "spamVerdict": {
                "status": "PASS",
              },
              "spfVerdict": {
                "status": "PASS",
              },
              "timestamp": "2026-01-01T00:00:00.000Z",
              "virusVerdict": {
                "status": "PASS",
              },
            },
          },
        },
      ],
    }
  `)
})

test('everything in the input is found in mail and receipt [EV-7]', () => {
  const { mail, receipt } = sesOf({
    from: 'Jane Doe <jane@example.com>',
    to: ['John <john@example.com>', 'ann@example.com'],
    cc: 'bob@example.com',
    subject: 'Hi',
    headers: { 'X-Mailer': 'test' },
    messageId: 'abc',
    functionName: 'inbox',
    invocationType: 'RequestResponse',
    region: 'eu-west-1',
    accountId: '210987654321',
    time: '2015-10-07T12:34:56.000Z',
  })
  const recipients = ['john@example.com', 'ann@example.com', 'bob@example.com']
  expect(mail).toMatchObject({ source: 'jane@example.com', messageId: 'abc', destination: recipients })
  expect(mail.commonHeaders).toEqual({
    returnPath: 'jane@example.com',
    from: ['Jane Doe <jane@example.com>'],
    date: 'Wed, 07 Oct 2015 12:34:56 +0000',
    to: ['John <john@example.com>', 'ann@example.com'],
    cc: ['bob@example.com'],
    messageId: '<abc@example.com>',
    subject: 'Hi',
  })
  expect(receipt).toMatchObject({
    recipients,
    timestamp: '2015-10-07T12:34:56.000Z',
    action: {
      type: 'Lambda',
      functionArn: 'arn:aws:lambda:eu-west-1:210987654321:function:inbox',
      invocationType: 'RequestResponse',
    },
  })
})

test('the common headers are among the headers, and more come after them [EV-7]', () => {
  const { headers } = sesOf({ subject: 'Hi', cc: ['a@example.com', 'b@example.com'], headers: { 'X-A': '1' } }).mail
  const named = Object.fromEntries(headers.map(({ name, value }) => [name, value]))
  expect(named).toMatchObject({ Subject: 'Hi', Cc: 'a@example.com, b@example.com', To: 'recipient@example.com' })
  expect(headers.at(-1)).toEqual({ name: 'X-A', value: '1' })
})

test('without copies there is no Cc', () => {
  const { mail } = sesOf()
  expect(mail.headers.map(({ name }) => name)).not.toContain('Cc')
  expect(mail.commonHeaders).not.toHaveProperty('cc')
})

test('verdicts pass unless they are given', () => {
  expect(sesOf({ verdicts: { spam: 'FAIL', dmarc: 'GRAY' } }).receipt).toMatchObject({
    spamVerdict: { status: 'FAIL' },
    virusVerdict: { status: 'PASS' },
    spfVerdict: { status: 'PASS' },
    dkimVerdict: { status: 'PASS' },
    dmarcVerdict: { status: 'GRAY' },
  })
})

test('a check that SES does not make is refused', () => {
  const verdicts = { spamm: 'FAIL' } as object
  expect(() => ses({ verdicts })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.ses: verdicts: unknown key "spamm" in the input. Did you mean "spam"? It takes: spam, virus, spf, dkim, dmarc. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})

test('overrides replace the list of records as a whole', () => {
  expect(ses({}, { Records: [] })).toEqual({ Records: [] })
})

test('a verdict or an invocation type that SES does not have is refused', () => {
  expect(() => ses({ verdicts: { spam: 'SPAM' as 'FAIL' } })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.ses: verdicts: spam is "SPAM" (a string), where "PASS", "FAIL", "GRAY", "PROCESSING_FAILED" or "DISABLED" is expected.]`,
  )
  expect(() => ses({ invocationType: 'DryRun' as 'Event' })).toThrow('where "Event" or "RequestResponse" is expected')
})
