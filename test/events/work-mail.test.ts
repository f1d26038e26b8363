// Tests of what WorkMail asks.

import { expect, test } from 'vitest'
import { workMail } from '../../src/events/work-mail.js'

test('the default event is an email that came in', () => {
  expect(workMail()).toMatchInlineSnapshot(`
    {
      "envelope": {
        "mailFrom": {
          "address": "sender@example.com",
        },
        "recipients": [
          {
            "address": "recipient@example.com",
          },
        ],
      },
      "flowDirection": "INBOUND",
      "invocationId": "00000000000000000000000000000001",
      "messageId": "00000000-0000-4000-8000-000000000001",
      "sender": {
        "address": "sender@example.com",
      },
      "subject": "My subject",
      "summaryVersion": "2018-10-10",
      "truncated": false,
    }
  `)
})

test('everything in the input is found in the event', () => {
  const event = workMail({
    from: 'a@example.com',
    to: ['b@example.com', 'c@example.com'],
    subject: 'Hi',
    flowDirection: 'OUTBOUND',
    messageId: 'id',
  })
  expect(event).toMatchObject({
    envelope: {
      mailFrom: { address: 'a@example.com' },
      recipients: [{ address: 'b@example.com' }, { address: 'c@example.com' }],
    },
    sender: { address: 'a@example.com' },
    subject: 'Hi',
    flowDirection: 'OUTBOUND',
    messageId: 'id',
  })
})

test('a direction that is none is refused', () => {
  const flowDirection = 'IN' as 'INBOUND'
  expect(() => workMail({ flowDirection })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.workMail: flowDirection is "IN" (a string), where "INBOUND" or "OUTBOUND" is expected.]`,
  )
})
