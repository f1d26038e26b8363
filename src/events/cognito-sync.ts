// `events.cognito.syncTrigger`: a device synchronised a data set of an identity pool.

import { type Kinds, readInput } from './input.js'
import { type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** What Cognito Sync sends. https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-events.html */
export interface CognitoSyncEvent {
  version: number
  eventType: 'SyncTrigger'
  region: string
  identityPoolId: string
  identityId: string
  datasetName: string
  datasetRecords: Record<string, CognitoSyncRecord>
}

/** One record that the device changed; `remove` has no use for `newValue`. */
export interface CognitoSyncRecord {
  oldValue?: string
  newValue?: string
  op: 'replace' | 'remove'
}

/** The data set that a device synchronised. */
export interface CognitoSyncInput extends Pick<Place, 'region'> {
  /** Default `my-dataset`. */
  readonly datasetName?: string | undefined
  /** By key. Default: one new record. */
  readonly datasetRecords?: Readonly<Record<string, CognitoSyncRecord>> | undefined
  /** Default: a UUID with the Region, always the same. */
  readonly identityId?: string | undefined
}

const KINDS: Kinds<CognitoSyncInput> = {
  datasetName: 'string',
  datasetRecords: { values: ['object'] },
  identityId: 'string',
  region: PLACE_KINDS.region,
}

/**
 * A data set is synchronised. The function answers with the event, in which it may change and remove records.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-events.html
 */
export function syncTrigger(input?: CognitoSyncInput, overrides?: DeepPartial<CognitoSyncEvent>): CognitoSyncEvent {
  const where = 'events.cognito.syncTrigger'
  const given = readInput(where, input, KINDS)
  const { region = 'us-east-1', datasetName = 'my-dataset' } = given
  const event: CognitoSyncEvent = {
    version: 2,
    eventType: 'SyncTrigger',
    region,
    identityPoolId: `${region}:${uuidAt(0)}`,
    identityId: given.identityId ?? `${region}:${uuidAt(1)}`,
    datasetName,
    datasetRecords: { ...(given.datasetRecords ?? { 'my-key': { newValue: 'value 1', op: 'replace' } }) },
  }
  return withOverrides(where, event, overrides)
}
