// `events.cognito.customEmailSender` and `.customSmsSender`: the function sends the message itself (COG-1).

import type { CustomEmailSenderTriggerEvent, CustomSMSSenderTriggerEvent } from 'aws-lambda'
import {
  COGNITO_KINDS,
  type CognitoInput,
  KNOWN_USER,
  type Texts,
  triggerEvent,
  userRequest,
} from './cognito-trigger.js'
import { type Kinds, readInput } from './input.js'
import { uuidAt } from './origin.js'
import type { DeepPartial } from './overrides.js'

type EmailSource = CustomEmailSenderTriggerEvent['triggerSource']
type SmsSource = CustomSMSSenderTriggerEvent['triggerSource']

/** A message that the function is to send. */
interface SenderInput<Source extends string> extends CognitoInput {
  /** Default: the one that ends in `_SignUp`. */
  readonly triggerSource?: Source | undefined
  /**
   * In base64, as the AWS Encryption SDK encrypted it with the pool's KMS key; null where there is none.
   * Default: a text that no key decrypts, so give one that your decryption, or its mock, understands.
   */
  readonly code?: string | null | undefined
}

/** An email that the function is to send. */
export type CustomEmailSenderInput = SenderInput<EmailSource>
/** An SMS that the function is to send. */
export type CustomSmsSenderInput = SenderInput<SmsSource>

const TAKE_OVER = 'CustomEmailSender_AccountTakeOverNotification'
const EMAIL_KINDS: Kinds<CustomEmailSenderInput> = {
  triggerSource: {
    oneOf: [
      'CustomEmailSender_SignUp',
      'CustomEmailSender_ResendCode',
      'CustomEmailSender_ForgotPassword',
      'CustomEmailSender_UpdateUserAttribute',
      'CustomEmailSender_VerifyUserAttribute',
      'CustomEmailSender_AdminCreateUser',
      'CustomEmailSender_Authentication',
      TAKE_OVER,
    ] satisfies EmailSource[],
  },
  code: ['string', 'null'],
  ...COGNITO_KINDS,
}
const SMS_KINDS: Kinds<CustomSmsSenderInput> = {
  triggerSource: {
    oneOf: [
      'CustomSMSSender_SignUp',
      'CustomSMSSender_ResendCode',
      'CustomSMSSender_ForgotPassword',
      'CustomSMSSender_UpdateUserAttribute',
      'CustomSMSSender_VerifyUserAttribute',
      'CustomSMSSender_AdminCreateUser',
      'CustomSMSSender_Authentication',
    ] satisfies SmsSource[],
  },
  code: ['string', 'null'],
  ...COGNITO_KINDS,
}
const CODE = 'RVhBTVBMRQ=='
/** What threat protection tells about a sign-in that may not be the user's, besides who that is. */
const SUSPICIOUS_SIGN_IN: Texts = {
  EVENT_ID: uuidAt(0),
  IP_ADDRESS: '203.0.113.1',
  ACCOUNT_TAKE_OVER_ACTION: 'NO_ACTION',
  ONE_CLICK_LINK_VALID: 'https://example.com/valid',
  ONE_CLICK_LINK_INVALID: 'https://example.com/invalid',
  LOGIN_TIME: '2026-01-01T00:00:00Z',
  FEEDBACK_TOKEN: 'EXAMPLE',
}

/**
 * In the place of Cognito's own email. Cognito does not read the answer.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html
 */
export function customEmailSender(
  input?: CustomEmailSenderInput,
  overrides?: DeepPartial<CustomEmailSenderTriggerEvent>,
): CustomEmailSenderTriggerEvent {
  const where = 'events.cognito.customEmailSender'
  const given = readInput(where, input, EMAIL_KINDS)
  const { triggerSource = 'CustomEmailSender_SignUp' } = given
  const isWarning = triggerSource === TAKE_OVER
  const request = requestOf('customEmailSenderRequestV1', given, {
    usual: isWarning ? { ...SUSPICIOUS_SIGN_IN, USER_NAME: given.userName ?? 'my-user' } : KNOWN_USER,
    code: isWarning ? null : CODE,
  })
  return triggerEvent<CustomEmailSenderTriggerEvent>(where, given, { triggerSource, request, response: {} }, overrides)
}

/**
 * In the place of Cognito's own SMS. Cognito does not read the answer.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html
 */
export function customSmsSender(
  input?: CustomSmsSenderInput,
  overrides?: DeepPartial<CustomSMSSenderTriggerEvent>,
): CustomSMSSenderTriggerEvent {
  const where = 'events.cognito.customSmsSender'
  const given = readInput(where, input, SMS_KINDS)
  const { triggerSource = 'CustomSMSSender_SignUp' } = given
  const usual = { ...KNOWN_USER, phone_number: '+12065550100', phone_number_verified: 'true' }
  const request = requestOf('customSMSSenderRequestV1', given, { usual, code: CODE })
  return triggerEvent<CustomSMSSenderTriggerEvent>(where, given, { triggerSource, request, response: {} }, overrides)
}

interface Defaults {
  readonly usual: Texts
  readonly code: string | null
}

function requestOf(type: string, input: SenderInput<string>, { usual, code }: Defaults): object {
  return {
    type,
    code: input.code === undefined ? code : input.code,
    clientMetadata: null,
    ...userRequest(input, usual),
  }
}
