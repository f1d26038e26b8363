// `events.cognito.userMigration`: somebody whom the user pool does not know signs in, or forgot the password (COG-1).

import type { UserMigrationTriggerEvent } from 'aws-lambda'
import { COGNITO_KINDS, type CognitoInput, type Texts, triggerEvent } from './cognito-trigger.js'
import { type Kinds, readInput, refuseGiven, TEXTS } from './input.js'
import type { DeepPartial } from './overrides.js'

/** Somebody whom another directory may know. */
export interface UserMigrationInput extends Omit<CognitoInput, 'userAttributes'> {
  /** Default `UserMigration_Authentication`. */
  readonly triggerSource?: UserMigrationTriggerEvent['triggerSource'] | undefined
  /** As it was typed; a forgotten password is in no event. Default `my-password`. */
  readonly password?: string | undefined
  /** What the app passed along for this check only. Default: nothing, which Cognito writes as null. */
  readonly validationData?: Texts | undefined
}

const FORGOTTEN = 'UserMigration_ForgotPassword'
const { userName, clientMetadata, userPoolId, clientId, region } = COGNITO_KINDS
const KINDS: Kinds<UserMigrationInput> = {
  triggerSource: {
    oneOf: ['UserMigration_Authentication', FORGOTTEN] satisfies UserMigrationTriggerEvent['triggerSource'][],
  },
  password: 'string',
  validationData: TEXTS,
  userName,
  clientMetadata,
  userPoolId,
  clientId,
  region,
}

/**
 * Before a user that the pool does not know is refused. The function answers with the event and in `response`
 * `userAttributes`, `finalUserStatus` and `messageAction` of the user to be created.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
export function userMigration(
  input?: UserMigrationInput,
  overrides?: DeepPartial<UserMigrationTriggerEvent>,
): UserMigrationTriggerEvent {
  const where = 'events.cognito.userMigration'
  const given = readInput(where, input, KINDS)
  const { triggerSource = 'UserMigration_Authentication', validationData = null } = given
  if (triggerSource === FORGOTTEN) {
    const because = `"${FORGOTTEN}", whose event has none: the user has forgotten it. Leave it out.`
    refuseGiven(where, given, ['password'], because)
  }
  const trigger = {
    triggerSource,
    request: {
      ...(triggerSource !== FORGOTTEN && { password: given.password ?? 'my-password' }),
      validationData,
      ...(given.clientMetadata && { clientMetadata: given.clientMetadata }),
    },
    response: {
      userAttributes: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
    },
  }
  return triggerEvent<UserMigrationTriggerEvent>(where, given, trigger, overrides)
}
