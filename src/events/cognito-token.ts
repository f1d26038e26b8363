// `events.cognito.preTokenGeneration`: tokens are about to be made, in the three versions of that event (COG-1).

import type {
  BasePreTokenGenerationV3TriggerEvent,
  PreTokenGenerationTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
  PreTokenGenerationV3TriggerEvent,
} from 'aws-lambda'
import { COGNITO_KINDS, type CognitoInput, KNOWN_USER, triggerEvent, userRequest } from './cognito-trigger.js'
import { type Kinds, readInput, refuseGiven, STRINGS } from './input.js'
import type { DeepPartial } from './overrides.js'

/** For whom tokens are made: users in every version, and with version 3 machines too. */
export type TokenSource =
  PreTokenGenerationTriggerEvent['triggerSource'] | PreTokenGenerationV3TriggerEvent['triggerSource']

/** Tokens are about to be made. */
export interface PreTokenGenerationInput extends CognitoInput {
  /** As the user pool is set: `1` for the ID token, `2` also for the access token, `3` also for machines. Default `1`. */
  readonly version?: '1' | '2' | '3' | undefined
  /** Default `TokenGeneration_Authentication`. `TokenGeneration_ClientCredentials` needs version 3. */
  readonly triggerSource?: TokenSource | undefined
  /** Names of the groups that the user is in. Default: none. */
  readonly groups?: readonly string[] | undefined
  /** Of the access token; not in version 1. Default `aws.cognito.signin.user.admin`. */
  readonly scopes?: readonly string[] | undefined
}

type Versioned<Version extends string> = PreTokenGenerationInput & { readonly version: Version }

const MACHINE = 'TokenGeneration_ClientCredentials'
const KINDS: Kinds<PreTokenGenerationInput> = {
  version: { oneOf: ['1', '2', '3'] },
  triggerSource: {
    oneOf: [
      'TokenGeneration_HostedAuth',
      'TokenGeneration_Authentication',
      'TokenGeneration_NewPasswordChallenge',
      'TokenGeneration_AuthenticateDevice',
      'TokenGeneration_RefreshTokens',
      MACHINE,
    ] satisfies TokenSource[],
  },
  groups: STRINGS,
  scopes: STRINGS,
  ...COGNITO_KINDS,
}

/**
 * Before tokens are made. The function answers with the event and in `response` `claimsOverrideDetails` (version 1) or
 * `claimsAndScopeOverrideDetails`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function preTokenGeneration(
  input: Versioned<'2'>,
  overrides?: DeepPartial<PreTokenGenerationV2TriggerEvent>,
): PreTokenGenerationV2TriggerEvent
export function preTokenGeneration<const Source extends TokenSource>(
  input: Versioned<'3'> & { readonly triggerSource: Source },
  overrides?: DeepPartial<BasePreTokenGenerationV3TriggerEvent<Source>>,
): BasePreTokenGenerationV3TriggerEvent<Source>
export function preTokenGeneration(
  input: Versioned<'3'>,
  overrides?: DeepPartial<BasePreTokenGenerationV3TriggerEvent<'TokenGeneration_Authentication'>>,
): BasePreTokenGenerationV3TriggerEvent<'TokenGeneration_Authentication'>
export function preTokenGeneration(
  input?: PreTokenGenerationInput & { readonly version?: '1' | undefined },
  overrides?: DeepPartial<PreTokenGenerationTriggerEvent>,
): PreTokenGenerationTriggerEvent
export function preTokenGeneration(input?: PreTokenGenerationInput, overrides?: object): object {
  const where = 'events.cognito.preTokenGeneration'
  const given = readInput(where, input, KINDS)
  const { version = '1', triggerSource = 'TokenGeneration_Authentication', groups = [] } = given
  refuseMismatch(where, given)
  const isMachine = triggerSource === MACHINE
  const { scopes = isMachine ? ['my-api/read'] : ['aws.cognito.signin.user.admin'] } = given
  const trigger = {
    version,
    triggerSource,
    request: {
      ...userRequest(given, isMachine ? {} : KNOWN_USER),
      groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
      ...(version !== '1' && { scopes }),
    },
    response: version === '1' ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  }
  const { userName = isMachine ? 'ClientCredentials' : undefined } = given
  return triggerEvent<object>(where, { ...given, userName }, trigger, overrides)
}

function refuseMismatch(where: string, input: PreTokenGenerationInput): void {
  const { version = '1', triggerSource } = input
  if (triggerSource === MACHINE && version !== '3') {
    throw new TypeError(
      `${where}: triggerSource is "${MACHINE}" and version is "${version}", but Cognito asks about tokens of machines ` +
        "in version 3 of the event only. Give version: '3' too.",
    )
  }
  if (version !== '1') return
  const because = 'version 1 of the event, the default, which says nothing of the access token.'
  refuseGiven(where, input, ['scopes'], `${because} Give version: '2' or '3' too.`)
}
