// Where and when an event comes from: the fixed account, region, time and ids that make events the same on every run.

import { partitionOf } from '../function/partition.js'
import { type Kinds, show } from './input.js'

/** Where and when an event happened; every builder takes these. */
export interface Origin {
  /** Default `us-east-1`. */
  readonly region?: string | undefined
  /** Twelve digits. Default `123456789012`. */
  readonly accountId?: string | undefined
  /** A Date, milliseconds since the epoch, or ISO 8601 text (UTC unless it says). Default `2026-01-01T00:00:00.000Z`. */
  readonly time?: Date | number | string | undefined
}

/** Where an event happened, of events that do not say when. */
export type Place = Pick<Origin, 'region' | 'accountId'>

/** An origin with every default filled in. */
export interface FullOrigin {
  readonly region: string
  readonly accountId: string
  readonly time: Date
}

export const PLACE_KINDS: Kinds<Place> = { region: 'string', accountId: 'string' }
export const ORIGIN_KINDS: Kinds<Origin> = { ...PLACE_KINDS, time: ['date', 'number', 'string'] }

const DEFAULT_TIME = Date.UTC(2026, 0, 1)

/** Fills in the defaults of `input`. */
export function originOf(where: string, input: Origin): FullOrigin {
  const { region = 'us-east-1', accountId = '123456789012', time = DEFAULT_TIME } = input
  const date = new Date(typeof time === 'string' ? millisecondsOf(time) : Number(time))
  if (Number.isNaN(date.getTime())) {
    throw new TypeError(
      `${where}: time is ${show(time)}, which is not a point in time. ` +
        'Give a Date, milliseconds since the epoch, or ISO 8601 text such as "2026-01-01T00:00:00.000Z".',
    )
  }
  if (!/^\d{12}$/.test(accountId)) {
    throw new TypeError(
      `${where}: accountId is ${show(accountId)}, where twelve digits are expected, such as "123456789012".`,
    )
  }
  return { region, accountId, time: date }
}

/** JavaScript reads ISO text without a zone in the zone of the machine, and text of other forms as it likes. */
function millisecondsOf(text: string): number {
  const match = /^\d{4}-\d\d-\d\d(T[\d:.]+)?(Z|[+-]\d\d:\d\d)?$/.exec(text)
  const [, clock, zone] = match ?? []
  return match ? Date.parse(clock !== undefined && zone === undefined ? `${text}Z` : text) : Number.NaN
}

/** An ARN in the partition of the region; a global service names no region in it. */
export function arnOf(
  origin: FullOrigin,
  service: string,
  resource: string,
  scope: 'regional' | 'global' = 'regional',
): string {
  const region = scope === 'regional' ? origin.region : ''
  return `arn:${partitionOf(origin.region)}:${service}:${region}:${origin.accountId}:${resource}`
}

/** Id of the record at `index`: a well-formed UUID, the same on every run, another for each record of an event. */
export function uuidAt(index: number): string {
  return `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`
}

/** The `index`th number after `start`, as text: sequence numbers have more digits than a JavaScript number holds. */
export function sequenceAt(start: string, index: number): string {
  return String(BigInt(start) + BigInt(index))
}
