// `events.cloudWatchAlarm`: a CloudWatch alarm changed its state and has the function as its action.

import type { CloudWatchAlarmData, CloudWatchAlarmEvent, CloudWatchMetric } from 'aws-lambda'
import { type Kinds, readInput, refuseGiven } from './input.js'
import { javaIsoTime } from './java-time.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

/** The alarm, and how its state changed. */
export interface CloudWatchAlarmInput extends Origin {
  /** The alarm's name. Default `my-alarm`. */
  readonly alarm?: string | undefined
  /** Default `ALARM`. */
  readonly state?: State | undefined
  /** Default `OK`, and `ALARM` where `state` is `OK`. */
  readonly previousState?: State | undefined
  /** Why it changed. Default: the threshold was crossed. */
  readonly reason?: string | undefined
  /** What differs from the metric `Errors` of `AWS/Lambda`; composite alarms have none. */
  readonly metric?: Partial<CloudWatchMetric> | undefined
  /** Makes it a composite alarm, such as `ALARM(one) OR ALARM(two)`. Default: it watches the metric. */
  readonly alarmRule?: string | undefined
}

const STATES = { oneOf: ['OK', 'ALARM', 'INSUFFICIENT_DATA'] }
const KINDS: Kinds<CloudWatchAlarmInput> = {
  alarm: 'string',
  state: STATES,
  previousState: STATES,
  reason: 'string',
  metric: 'object',
  alarmRule: 'string',
  ...ORIGIN_KINDS,
}

/**
 * An alarm that changed its state; CloudWatch invokes the function asynchronously. (A rule of EventBridge gets the same
 * as `detail` of `events.eventBridge`, a topic as text of `events.sns`.)
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export function cloudWatchAlarm(
  input?: CloudWatchAlarmInput,
  overrides?: DeepPartial<CloudWatchAlarmEvent>,
): CloudWatchAlarmEvent {
  const where = 'events.cloudWatchAlarm'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  if (given.alarmRule !== undefined) {
    refuseGiven(where, given, ['metric'], 'a composite alarm, which watches other alarms. Leave it or alarmRule out.')
  }
  const { alarm = 'my-alarm', state = 'ALARM', previousState = state === 'OK' ? 'ALARM' : 'OK' } = given
  const event: CloudWatchAlarmEvent = {
    source: 'aws.cloudwatch',
    alarmArn: arnOf(origin, 'cloudwatch', `alarm:${alarm}`),
    accountId: origin.accountId,
    time: javaIsoTime(origin.time),
    region: origin.region,
    alarmData: {
      alarmName: alarm,
      state: { value: state, reason: given.reason ?? 'Threshold Crossed', timestamp: javaIsoTime(origin.time) },
      previousState: {
        value: previousState,
        reason: 'Threshold Crossed',
        timestamp: javaIsoTime(new Date(origin.time.getTime() - 60_000)),
      },
      configuration: configurationOf(given),
    },
  }
  return withOverrides(where, event, overrides)
}

function configurationOf({ alarmRule, metric }: CloudWatchAlarmInput): CloudWatchAlarmData['configuration'] {
  if (alarmRule !== undefined) return { alarmRule }
  const watched: CloudWatchMetric = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: {}, ...metric }
  return {
    metrics: [{ id: 'm1', metricStat: { metric: watched, period: 60, stat: 'Sum' }, returnData: true }],
  }
}
