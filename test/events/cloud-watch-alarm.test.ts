// Tests of CloudWatch alarms whose action is the function.

import type { CloudWatchAlarmHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { cloudWatchAlarm } from '../../src/events/cloud-watch-alarm.js'

test('the default event is an alarm that went off', () => {
  expect(cloudWatchAlarm()).toMatchInlineSnapshot(`
    {
      "accountId": "123456789012",
      "alarmArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:my-alarm",
      "alarmData": {
        "alarmName": "my-alarm",
        "configuration": {
          "metrics": [
            {
              "id": "m1",
              "metricStat": {
                "metric": {
                  "dimensions": {},
                  "name": "Errors",
                  "namespace": "AWS/Lambda",
                },
                "period": 60,
                "stat": "Sum",
              },
              "returnData": true,
            },
          ],
        },
        "previousState": {
          "reason": "Threshold Crossed",
          "timestamp": "2025-12-31T23:59:00.000+0000",
          "value": "OK",
        },
        "state": {
          "reason": "Threshold Crossed",
          "timestamp": "2026-01-01T00:00:00.000+0000",
          "value": "ALARM",
        },
      },
      "region": "us-east-1",
      "source": "aws.cloudwatch",
      "time": "2026-01-01T00:00:00.000+0000",
    }
  `)
})

test('everything in the input is found in the event', () => {
  const event = cloudWatchAlarm({
    alarm: 'slow',
    state: 'INSUFFICIENT_DATA',
    previousState: 'ALARM',
    reason: 'no data',
    metric: { name: 'Duration', dimensions: { FunctionName: 'orders' } },
    region: 'us-east-2',
    accountId: '210987654321',
    time: 1545084650987,
  })
  expect(event).toMatchObject({
    alarmArn: 'arn:aws:cloudwatch:us-east-2:210987654321:alarm:slow',
    accountId: '210987654321',
    region: 'us-east-2',
    time: '2018-12-17T22:10:50.987+0000',
    alarmData: {
      alarmName: 'slow',
      state: { value: 'INSUFFICIENT_DATA', reason: 'no data' },
      previousState: { value: 'ALARM' },
      configuration: {
        metrics: [
          {
            metricStat: {
              metric: { namespace: 'AWS/Lambda', name: 'Duration', dimensions: { FunctionName: 'orders' } },
            },
          },
        ],
      },
    },
  })
})

test('an alarm that is over was one before', () => {
  expect(cloudWatchAlarm({ state: 'OK' }).alarmData.previousState.value).toBe('ALARM')
})

test('a composite alarm has a rule in place of metrics', () => {
  expect(cloudWatchAlarm({ alarmRule: 'ALARM(a) OR ALARM(b)' }).alarmData.configuration).toEqual({
    alarmRule: 'ALARM(a) OR ALARM(b)',
  })
  expect(() => cloudWatchAlarm({ alarmRule: 'ALARM(a)', metric: { name: 'Errors' } })).toThrow(
    'events.cloudWatchAlarm: metric is given for a composite alarm, which watches other alarms. Leave it or alarmRule out.',
  )
})

test('a state that there is not is refused', () => {
  expect(() => cloudWatchAlarm({ state: 'RED' } as object)).toThrow(
    'events.cloudWatchAlarm: state is "RED" (a string), where "OK", "ALARM" or "INSUFFICIENT_DATA" is expected.',
  )
})

test('a handler takes it', () => {
  expectTypeOf(cloudWatchAlarm()).toExtend<Parameters<CloudWatchAlarmHandler>[0]>()
})
