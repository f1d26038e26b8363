// What the triggers of a Cognito user pool have in common: the user, the pool, the app client, and who answers (COG-1).

import { type Kinds, TEXTS } from './input.js'
import { type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, merge, withOverrides } from './overrides.js'

/** Texts by name; undefined is left out. */
export type Texts = Readonly<Record<string, string | undefined>>

/** Who did something, and where. */
export interface CognitoInput extends Pick<Place, 'region'> {
  /** Default `my-user`. */
  readonly userName?: string | undefined
  /** On top of the usual ones, such as `email` and `sub`; undefined takes one of those away. All values are texts. */
  readonly userAttributes?: Texts | undefined
  /** What the app passed along for the trigger. Default: nothing. */
  readonly clientMetadata?: Texts | undefined
  /** Default `us-east-1_EXAMPLE`, with the Region. */
  readonly userPoolId?: string | undefined
  /** Of the app client. Default: always the same. */
  readonly clientId?: string | undefined
}

export const COGNITO_KINDS: Kinds<CognitoInput> = {
  userName: 'string',
  userAttributes: TEXTS,
  clientMetadata: TEXTS,
  userPoolId: 'string',
  clientId: 'string',
  region: PLACE_KINDS.region,
}

/** What tells one trigger from another. */
export interface Trigger {
  readonly version?: string
  readonly triggerSource: string
  readonly request: object
  /** As Cognito sends it: false or null for what the function has not said. */
  readonly response: object
}

/** The attributes of a user that signs up: there is no `sub` yet. */
export const NEW_USER: Texts = { email: 'user@example.com' }
/** The attributes of a user of the pool, as Cognito adds to them. */
export const KNOWN_USER: Texts = {
  sub: uuidAt(0),
  'cognito:user_status': 'CONFIRMED',
  email_verified: 'true',
  email: 'user@example.com',
}

/** What triggers of a sign-in are told besides. */
export interface SignInInput extends CognitoInput {
  /** Whether there is no such user, told to app clients that prevent user existence errors. Default: not told. */
  readonly userNotFound?: boolean | undefined
}

export const SIGN_IN_KINDS: Kinds<SignInInput> = { userNotFound: 'boolean', ...COGNITO_KINDS }

/** The part of the request that most triggers have: the user's attributes, and what else there is to tell. */
export function userRequest(input: SignInInput, usual: Texts): object {
  const { clientMetadata, userNotFound } = input
  return {
    userAttributes: merge(usual, input.userAttributes),
    ...(clientMetadata && { clientMetadata }),
    ...(userNotFound !== undefined && { userNotFound }),
  }
}

/**
 * The event of a trigger.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function triggerEvent<Event>(
  where: string,
  input: CognitoInput,
  trigger: Trigger,
  overrides: DeepPartial<NoInfer<Event>> | undefined,
): Event {
  const { region = 'us-east-1' } = input
  const event = {
    version: trigger.version ?? '1',
    region,
    userPoolId: input.userPoolId ?? `${region}_EXAMPLE`,
    userName: input.userName ?? 'my-user',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: input.clientId ?? '1example23456789' },
    triggerSource: trigger.triggerSource,
    request: trigger.request,
    response: trigger.response,
  }
  // AWS's types have no null in responses, where Cognito sends it.
  return withOverrides(where, event as Event, overrides)
}
