// Tests of what EventBridge Scheduler sends.

import { expect, expectTypeOf, test } from 'vitest'
import { scheduler, type SchedulerEvent } from '../../src/events/scheduler.js'

test('a schedule whose target has no input sends an event of its own', () => {
  expect(scheduler()).toMatchInlineSnapshot(`
    {
      "account": "123456789012",
      "detail": "{}",
      "detail-type": "Scheduled Event",
      "id": "00000000-0000-4000-8000-000000000001",
      "region": "us-east-1",
      "resources": [
        "arn:aws:scheduler:us-east-1:123456789012:schedule/default/my-schedule",
      ],
      "source": "aws.scheduler",
      "time": "2026-01-01T00:00:00Z",
      "version": "0",
    }
  `)
})

test('schedule, group, execution, time and place are found in that event', () => {
  const event = scheduler({
    schedule: 'nightly',
    group: 'jobs',
    executionId: 'id',
    time: '2019-03-01T01:23:45Z',
    region: 'cn-north-1',
    accountId: '210987654321',
  })
  expect(event).toMatchObject({
    id: 'id',
    account: '210987654321',
    time: '2019-03-01T01:23:45Z',
    region: 'cn-north-1',
    resources: ['arn:aws-cn:scheduler:cn-north-1:210987654321:schedule/jobs/nightly'],
  })
})

test('the input of the target is the event', () => {
  expect(scheduler({ input: { report: 'daily', dry: true } })).toEqual({ report: 'daily', dry: true })
  expect(scheduler({ input: 'text' })).toBe('text')
  expect(scheduler({ input: null })).toBeNull()
})

test('context attributes are put into every text of the input, and other words left', () => {
  const input = {
    at: '<aws.scheduler.scheduled-time>',
    ids: [
      '<aws.scheduler.execution-id>',
      { try: 'no. <aws.scheduler.attempt-number> of <aws.scheduler.schedule-arn>' },
    ],
    other: '<aws.scheduler.unknown> <aws.scheduler.constructor> <b>',
    count: 1,
  }
  expect(scheduler({ input, attemptNumber: 2 })).toEqual({
    at: '2026-01-01T00:00:00Z',
    ids: [
      '00000000-0000-4000-8000-000000000001',
      { try: 'no. 2 of arn:aws:scheduler:us-east-1:123456789012:schedule/default/my-schedule' },
    ],
    other: '<aws.scheduler.unknown> <aws.scheduler.constructor> <b>',
    count: 1,
  })
})

test('overrides lie over the input', () => {
  expect(scheduler({ input: { a: 1, b: 2 } }, { b: 3 })).toEqual({ a: 1, b: 3 })
})

test('an attempt that is none is refused', () => {
  expect(() => scheduler({ attemptNumber: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.scheduler: attemptNumber is 0 (a number), where a whole number from 1 is expected.]`,
  )
})

test('the event has the type of the input, or of Scheduler’s own event', () => {
  expectTypeOf(scheduler()).toEqualTypeOf<SchedulerEvent>()
  expectTypeOf(scheduler({ schedule: 'a' })).toEqualTypeOf<SchedulerEvent>()
  expectTypeOf(scheduler({ input: { id: 1 } })).toEqualTypeOf<{ id: number }>()
})
