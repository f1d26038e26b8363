// `events.cognito.customMessage`: Cognito is about to send an email or SMS whose text the function may write (COG-1).

import type { CustomMessageTriggerEvent } from 'aws-lambda'
import { COGNITO_KINDS, type CognitoInput, KNOWN_USER, triggerEvent, userRequest } from './cognito-trigger.js'
import { type Kinds, readInput, refuseGiven } from './input.js'
import type { DeepPartial } from './overrides.js'

/** A message that Cognito is about to send. */
export interface CustomMessageInput extends CognitoInput {
  /** Default `CustomMessage_SignUp`. */
  readonly triggerSource?: CustomMessageTriggerEvent['triggerSource'] | undefined
  /** What the text must contain, for Cognito to put the code there. Default `{####}`. */
  readonly codeParameter?: string | undefined
  /** The same for the user name; only with `CustomMessage_AdminCreateUser`, otherwise null. Default `{username}`. */
  readonly usernameParameter?: string | undefined
}

const KINDS: Kinds<CustomMessageInput> = {
  triggerSource: {
    oneOf: [
      'CustomMessage_SignUp',
      'CustomMessage_AdminCreateUser',
      'CustomMessage_ResendCode',
      'CustomMessage_ForgotPassword',
      'CustomMessage_UpdateUserAttribute',
      'CustomMessage_VerifyUserAttribute',
      'CustomMessage_Authentication',
    ] satisfies CustomMessageTriggerEvent['triggerSource'][],
  },
  codeParameter: 'string',
  usernameParameter: 'string',
  ...COGNITO_KINDS,
}

/**
 * Before a message is sent. The function answers with the event and in `response` `smsMessage`, or `emailMessage` and
 * `emailSubject`, with `codeParameter` somewhere in the message.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export function customMessage(
  input?: CustomMessageInput,
  overrides?: DeepPartial<CustomMessageTriggerEvent>,
): CustomMessageTriggerEvent {
  const where = 'events.cognito.customMessage'
  const given = readInput(where, input, KINDS)
  const { triggerSource = 'CustomMessage_SignUp', codeParameter = '{####}' } = given
  const isInvitation = triggerSource === 'CustomMessage_AdminCreateUser'
  if (!isInvitation) {
    const because = `"${triggerSource}", and only "CustomMessage_AdminCreateUser" has one. Leave it out.`
    refuseGiven(where, given, ['usernameParameter'], because)
  }
  const trigger = {
    triggerSource,
    request: {
      ...userRequest(given, KNOWN_USER),
      codeParameter,
      linkParameter: '{##Click Here##}',
      usernameParameter: isInvitation ? (given.usernameParameter ?? '{username}') : null,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  }
  return triggerEvent<CustomMessageTriggerEvent>(where, given, trigger, overrides)
}
