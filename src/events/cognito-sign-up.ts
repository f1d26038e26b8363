// `events.cognito.preSignUp` and `.postConfirmation`: a user is about to be created, and has confirmed (COG-1).

import type { PostConfirmationTriggerEvent, PreSignUpTriggerEvent } from 'aws-lambda'
import {
  COGNITO_KINDS,
  type CognitoInput,
  KNOWN_USER,
  NEW_USER,
  type Texts,
  triggerEvent,
  userRequest,
} from './cognito-trigger.js'
import { type Kinds, readInput, TEXTS } from './input.js'
import type { DeepPartial } from './overrides.js'

/** A user signs up, is created by an administrator, or comes from another identity provider. */
export interface PreSignUpInput extends CognitoInput {
  /** Default `PreSignUp_SignUp`. */
  readonly triggerSource?: PreSignUpTriggerEvent['triggerSource'] | undefined
  /** What the app passed along for this check only. Default: nothing, which Cognito writes as null. */
  readonly validationData?: Texts | undefined
}

/** A user confirmed the sign-up, or a new password. */
export interface PostConfirmationInput extends CognitoInput {
  /** Default `PostConfirmation_ConfirmSignUp`. */
  readonly triggerSource?: PostConfirmationTriggerEvent['triggerSource'] | undefined
}

const PRE_SIGN_UP_KINDS: Kinds<PreSignUpInput> = {
  triggerSource: {
    oneOf: [
      'PreSignUp_SignUp',
      'PreSignUp_AdminCreateUser',
      'PreSignUp_ExternalProvider',
    ] satisfies PreSignUpTriggerEvent['triggerSource'][],
  },
  validationData: TEXTS,
  ...COGNITO_KINDS,
}
const POST_CONFIRMATION_KINDS: Kinds<PostConfirmationInput> = {
  triggerSource: {
    oneOf: [
      'PostConfirmation_ConfirmSignUp',
      'PostConfirmation_ConfirmForgotPassword',
    ] satisfies PostConfirmationTriggerEvent['triggerSource'][],
  },
  ...COGNITO_KINDS,
}

/**
 * Before a user is created. The function answers with the event, `autoConfirmUser`, `autoVerifyEmail` and
 * `autoVerifyPhone` set as it likes in `response`; an error refuses the user.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
export function preSignUp(
  input?: PreSignUpInput,
  overrides?: DeepPartial<PreSignUpTriggerEvent>,
): PreSignUpTriggerEvent {
  const where = 'events.cognito.preSignUp'
  const given = readInput(where, input, PRE_SIGN_UP_KINDS)
  const trigger = {
    triggerSource: given.triggerSource ?? 'PreSignUp_SignUp',
    request: { ...userRequest(given, NEW_USER), validationData: given.validationData ?? null },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  }
  return triggerEvent<PreSignUpTriggerEvent>(where, given, trigger, overrides)
}

/**
 * After a user confirmed. The function answers with the event; there is nothing to say in `response`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
export function postConfirmation(
  input?: PostConfirmationInput,
  overrides?: DeepPartial<PostConfirmationTriggerEvent>,
): PostConfirmationTriggerEvent {
  const where = 'events.cognito.postConfirmation'
  const given = readInput(where, input, POST_CONFIRMATION_KINDS)
  const trigger = {
    triggerSource: given.triggerSource ?? 'PostConfirmation_ConfirmSignUp',
    request: userRequest(given, KNOWN_USER),
    response: {},
  }
  return triggerEvent<PostConfirmationTriggerEvent>(where, given, trigger, overrides)
}
