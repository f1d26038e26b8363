// `events.cognito.defineAuthChallenge`, `.createAuthChallenge`, `.verifyAuthChallengeResponse`: custom sign-in (COG-1).

import type {
  CreateAuthChallengeTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from 'aws-lambda'
import {
  KNOWN_USER,
  SIGN_IN_KINDS,
  type SignInInput,
  type Texts,
  triggerEvent,
  userRequest,
} from './cognito-trigger.js'
import { type Kinds, readInput, TEXTS } from './input.js'
import type { DeepPartial } from './overrides.js'

/** What all three triggers of custom sign-in are told. */
export type AuthChallengeInput = SignInInput

/** Which challenge comes next? */
export interface DefineAuthChallengeInput extends AuthChallengeInput {
  /** The challenges so far, each with its result. Default: none, the sign-in begins. */
  readonly session?: DefineAuthChallengeTriggerEvent['request']['session'] | undefined
}

/** What does the challenge ask? */
export interface CreateAuthChallengeInput extends DefineAuthChallengeInput {
  /** Default `CUSTOM_CHALLENGE`. */
  readonly challengeName?: string | undefined
}

/** Is the answer right? */
export interface VerifyAuthChallengeResponseInput extends AuthChallengeInput {
  /** What the function that created the challenge kept for this one. Default `{ answer: 'right' }`. */
  readonly privateChallengeParameters?: Texts | undefined
  /** What the user answered. Default `right`. */
  readonly challengeAnswer?: string | undefined
}

const DEFINE_KINDS: Kinds<DefineAuthChallengeInput> = { session: { items: ['object'] }, ...SIGN_IN_KINDS }
const CREATE_KINDS: Kinds<CreateAuthChallengeInput> = { challengeName: 'string', ...DEFINE_KINDS }
const VERIFY_KINDS: Kinds<VerifyAuthChallengeResponseInput> = {
  privateChallengeParameters: TEXTS,
  challengeAnswer: 'string',
  ...SIGN_IN_KINDS,
}

/**
 * Which challenge comes next. The function answers with the event and in `response` either `challengeName`,
 * `issueTokens: true` or `failAuthentication: true`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html
 */
export function defineAuthChallenge(
  input?: DefineAuthChallengeInput,
  overrides?: DeepPartial<DefineAuthChallengeTriggerEvent>,
): DefineAuthChallengeTriggerEvent {
  const where = 'events.cognito.defineAuthChallenge'
  const given = readInput(where, input, DEFINE_KINDS)
  const trigger = {
    triggerSource: 'DefineAuthChallenge_Authentication',
    request: { ...userRequest(given, KNOWN_USER), session: given.session ?? [] },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  }
  return triggerEvent<DefineAuthChallengeTriggerEvent>(where, given, trigger, overrides)
}

/**
 * What the challenge asks. The function answers with the event and in `response` `publicChallengeParameters` for the
 * app, `privateChallengeParameters` for the function that verifies, and `challengeMetadata`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html
 */
export function createAuthChallenge(
  input?: CreateAuthChallengeInput,
  overrides?: DeepPartial<CreateAuthChallengeTriggerEvent>,
): CreateAuthChallengeTriggerEvent {
  const where = 'events.cognito.createAuthChallenge'
  const given = readInput(where, input, CREATE_KINDS)
  const { challengeName = 'CUSTOM_CHALLENGE', session = [] } = given
  const trigger = {
    triggerSource: 'CreateAuthChallenge_Authentication',
    request: { ...userRequest(given, KNOWN_USER), challengeName, session },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  }
  return triggerEvent<CreateAuthChallengeTriggerEvent>(where, given, trigger, overrides)
}

/**
 * Whether the answer is right. The function answers with the event and in `response` `answerCorrect`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html
 */
export function verifyAuthChallengeResponse(
  input?: VerifyAuthChallengeResponseInput,
  overrides?: DeepPartial<VerifyAuthChallengeResponseTriggerEvent>,
): VerifyAuthChallengeResponseTriggerEvent {
  const where = 'events.cognito.verifyAuthChallengeResponse'
  const given = readInput(where, input, VERIFY_KINDS)
  const { privateChallengeParameters = { answer: 'right' }, challengeAnswer = 'right' } = given
  const trigger = {
    triggerSource: 'VerifyAuthChallengeResponse_Authentication',
    request: { ...userRequest(given, KNOWN_USER), privateChallengeParameters, challengeAnswer },
    response: { answerCorrect: null },
  }
  return triggerEvent<VerifyAuthChallengeResponseTriggerEvent>(where, given, trigger, overrides)
}
