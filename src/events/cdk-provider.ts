// `events.cloudFormation.isComplete`: the provider framework of the CDK asks whether a custom resource is ready.

import type { CdkCustomResourceIsCompleteEvent } from 'aws-lambda'
import { requestOf, UPDATE_KINDS, type UpdatedResourceInput } from './cloud-formation.js'
import { type Kinds, readInput, refuseGiven } from './input.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The request to the provider, and what its `onEvent` function answered. */
export interface IsCompleteInput extends UpdatedResourceInput {
  /** Default `Create`. */
  readonly requestType?: 'Create' | 'Update' | 'Delete' | undefined
  /** `PhysicalResourceId`, `Data` and whatever else it answered; laid over the request. Default: nothing. */
  readonly onEvent?: Readonly<Record<string, unknown>> | undefined
}

const KINDS: Kinds<IsCompleteInput> = {
  requestType: { oneOf: ['Create', 'Update', 'Delete'] },
  onEvent: 'object',
  ...UPDATE_KINDS,
}

/** Keys of the input that have no place in a request of that type. */
const UNUSED = {
  Create: ['physicalResourceId', 'oldProperties'],
  Update: [],
  Delete: ['oldProperties'],
} as const

/**
 * An asynchronous provider's question, asked again and again: the request, and what `onEvent` answered to it; `onEvent`
 * itself gets what `create`, `update` and `delete` make. The function answers `{ IsComplete, Data }`.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html#asynchronous-providers-iscomplete
 */
export function isComplete(
  input?: IsCompleteInput,
  overrides?: DeepPartial<CdkCustomResourceIsCompleteEvent>,
): CdkCustomResourceIsCompleteEvent {
  const where = 'events.cloudFormation.isComplete'
  const { requestType = 'Create', onEvent, ...given } = readInput(where, input, KINDS)
  refuseGiven(where, given, UNUSED[requestType], `a ${requestType}, whose request has none. Leave it out.`)
  const request = requestOf(where, requestType, given)
  // A resource whose onEvent names none is known by the id of the request that made it. What onEvent answers may be
  // anything, so that no type says what is there in the end.
  const event = { PhysicalResourceId: request.RequestId, ...request, ...onEvent }
  return withOverrides(where, event as unknown as CdkCustomResourceIsCompleteEvent, overrides)
}
