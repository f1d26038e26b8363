// `events.eventBridge`: an event that a rule of an EventBridge bus sent to the function (EV-5).

import type { EventBridgeEvent } from 'aws-lambda'
import { type Kinds, readInput, STRINGS } from './input.js'
import { type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** What happened, in EventBridge's words. */
export interface EventBridgeInput<DetailType extends string = string, Detail = unknown> extends Origin {
  /** Who says so. Default `my.source`. */
  readonly source?: string | undefined
  /** The event's `detail-type`. Default `My Event`. */
  readonly detailType?: DetailType | undefined
  /** An object. Default `{}`. */
  readonly detail?: Detail | undefined
  /** ARNs. Default none. */
  readonly resources?: readonly string[] | undefined
  /** Default: a UUID that is always the same. */
  readonly id?: string | undefined
}

const KINDS: Kinds<EventBridgeInput> = {
  source: 'string',
  detailType: 'string',
  detail: 'object',
  resources: STRINGS,
  id: 'string',
  ...ORIGIN_KINDS,
}

/**
 * One event; there are no batches (EV-5). Its `time` has whole seconds.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export function eventBridge<const DetailType extends string = string, Detail = unknown>(
  input?: EventBridgeInput<DetailType, Detail>,
  overrides?: DeepPartial<EventBridgeEvent<DetailType, Detail>>,
): EventBridgeEvent<DetailType, Detail> {
  return eventBridgeEvent('events.eventBridge', input, overrides)
}

/** The same for another caller, `where`, whose name errors begin with. */
export function eventBridgeEvent<DetailType extends string, Detail>(
  where: string,
  input?: EventBridgeInput<DetailType, Detail>,
  overrides?: DeepPartial<EventBridgeEvent<DetailType, Detail>>,
): EventBridgeEvent<DetailType, Detail> {
  const given = readInput<EventBridgeInput<DetailType, Detail>>(where, input, KINDS)
  const { region, accountId, time } = originOf(where, given)
  const { detail = {} } = given
  const event: EventBridgeEvent<string, unknown> = {
    version: '0',
    id: given.id ?? uuidAt(0),
    'detail-type': given.detailType ?? 'My Event',
    source: given.source ?? 'my.source',
    account: accountId,
    time: wholeSeconds(time),
    region,
    resources: [...(given.resources ?? [])],
    detail,
  }
  return withOverrides(where, event as EventBridgeEvent<DetailType, Detail>, overrides)
}

/** ISO 8601 without a fraction, as EventBridge writes times: `2026-01-01T00:00:00Z`. */
export function wholeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, -'.000Z'.length)}Z`
}
