// `events.cognito.preAuthentication` and `.postAuthentication`: a user signs in, and has signed in (COG-1).

import type { PostAuthenticationTriggerEvent, PreAuthenticationTriggerEvent } from 'aws-lambda'
import {
  COGNITO_KINDS,
  type CognitoInput,
  KNOWN_USER,
  SIGN_IN_KINDS,
  type SignInInput,
  type Texts,
  triggerEvent,
  userRequest,
} from './cognito-trigger.js'
import { type Kinds, readInput, TEXTS } from './input.js'
import type { DeepPartial } from './overrides.js'

/** A user wants to sign in. */
export interface PreAuthenticationInput extends SignInInput {
  /** What the app passed along for this check only. Default: nothing, which Cognito writes as null. */
  readonly validationData?: Texts | undefined
}

/** A user has signed in. */
export interface PostAuthenticationInput extends CognitoInput {
  /** Whether the device was not seen before, in pools that remember devices. Default `false`. */
  readonly newDeviceUsed?: boolean | undefined
}

const PRE_AUTHENTICATION_KINDS: Kinds<PreAuthenticationInput> = { validationData: TEXTS, ...SIGN_IN_KINDS }
const POST_AUTHENTICATION_KINDS: Kinds<PostAuthenticationInput> = { newDeviceUsed: 'boolean', ...COGNITO_KINDS }

/**
 * Before the password is checked. The function answers with the event; an error refuses the sign-in.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html
 */
export function preAuthentication(
  input?: PreAuthenticationInput,
  overrides?: DeepPartial<PreAuthenticationTriggerEvent>,
): PreAuthenticationTriggerEvent {
  const where = 'events.cognito.preAuthentication'
  const given = readInput(where, input, PRE_AUTHENTICATION_KINDS)
  const request = { ...userRequest(given, KNOWN_USER), validationData: given.validationData ?? null }
  const trigger = { triggerSource: 'PreAuthentication_Authentication', request, response: {} }
  return triggerEvent<PreAuthenticationTriggerEvent>(where, given, trigger, overrides)
}

/**
 * After the sign-in, before there are tokens. The function answers with the event; there is nothing to say in `response`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html
 */
export function postAuthentication(
  input?: PostAuthenticationInput,
  overrides?: DeepPartial<PostAuthenticationTriggerEvent>,
): PostAuthenticationTriggerEvent {
  const where = 'events.cognito.postAuthentication'
  const given = readInput(where, input, POST_AUTHENTICATION_KINDS)
  const request = { ...userRequest(given, KNOWN_USER), newDeviceUsed: given.newDeviceUsed ?? false }
  const trigger = { triggerSource: 'PostAuthentication_Authentication', request, response: {} }
  return triggerEvent<PostAuthenticationTriggerEvent>(where, given, trigger, overrides)
}
