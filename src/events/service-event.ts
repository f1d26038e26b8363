// Events that AWS services themselves put on the default bus of EventBridge (EV-5).

import { wholeSeconds } from './event-bridge.js'
import { type FullOrigin, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** What one service says. */
export interface ServiceEvent {
  /** Such as `aws.s3`. */
  readonly source: string
  readonly detailType: string
  readonly resources: readonly string[]
  readonly detail: object
}

/** The event around it. The caller's type has the service's own literals and detail. */
export function serviceEvent<Event>(
  where: string,
  origin: FullOrigin,
  { source, detailType, resources, detail }: ServiceEvent,
  overrides: DeepPartial<NoInfer<Event>> | undefined,
): Event {
  const event = {
    version: '0',
    id: uuidAt(0),
    'detail-type': detailType,
    source,
    account: origin.accountId,
    time: wholeSeconds(origin.time),
    region: origin.region,
    resources,
    detail,
  }
  return withOverrides(where, event as Event, overrides)
}
