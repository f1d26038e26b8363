// `events.schedule`: what a scheduled EventBridge rule sends (EV-5); EventBridge Scheduler is another service.

import type { ScheduledEvent } from 'aws-lambda'
import { wholeSeconds } from './event-bridge.js'
import { type Kinds, readInput } from './input.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The rule that fired. */
export interface ScheduleInput extends Origin {
  /** The rule's name. Default `my-schedule`. */
  readonly rule?: string | undefined
  /** Default: a UUID that is always the same. */
  readonly id?: string | undefined
}

const KINDS: Kinds<ScheduleInput> = { rule: 'name', id: 'string', ...ORIGIN_KINDS }

/**
 * A `Scheduled Event` of a rule with a rate or cron expression.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 */
export function schedule(input?: ScheduleInput, overrides?: DeepPartial<ScheduledEvent>): ScheduledEvent {
  const where = 'events.schedule'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const event: ScheduledEvent = {
    version: '0',
    id: given.id ?? uuidAt(0),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: origin.accountId,
    time: wholeSeconds(origin.time),
    region: origin.region,
    resources: [arnOf(origin, 'events', `rule/${given.rule ?? 'my-schedule'}`)],
    detail: {},
  }
  return withOverrides(where, event, overrides)
}
