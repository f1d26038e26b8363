// Tests of events of scheduled EventBridge rules.

import { expect, test } from 'vitest'
import { schedule } from '../../src/events/schedule.js'

test('the default event is complete [EV-5]', () => {
  expect(schedule()).toMatchInlineSnapshot(`
    {
      "account": "123456789012",
      "detail": {},
      "detail-type": "Scheduled Event",
      "id": "00000000-0000-4000-8000-000000000001",
      "region": "us-east-1",
      "resources": [
        "arn:aws:events:us-east-1:123456789012:rule/my-schedule",
      ],
      "source": "aws.events",
      "time": "2026-01-01T00:00:00Z",
      "version": "0",
    }
  `)
})

test('rule, id, time, region and account are found in the event [EV-5]', () => {
  expect(
    schedule({
      rule: 'nightly',
      id: 'id',
      time: '2019-03-01T01:23:45Z',
      region: 'us-east-2',
      accountId: '210987654321',
    }),
  ).toMatchObject({
    id: 'id',
    account: '210987654321',
    region: 'us-east-2',
    time: '2019-03-01T01:23:45Z',
    resources: ['arn:aws:events:us-east-2:210987654321:rule/nightly'],
  })
})

test('overrides can give the detail that a rule’s constant input has', () => {
  expect(schedule({}, { detail: { dryRun: true } }).detail).toEqual({ dryRun: true })
})

test('an unknown key is refused', () => {
  const input = { rate: '5 minutes' } as object
  expect(() => schedule(input)).toThrow('events.schedule: unknown key "rate" in the input.')
})
