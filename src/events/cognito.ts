// `events.cognito`: a builder for each trigger of a user pool, and the sync trigger of an identity pool.

import { createAuthChallenge, defineAuthChallenge, verifyAuthChallengeResponse } from './cognito-challenge.js'
import { inboundFederation } from './cognito-federation.js'
import { customMessage } from './cognito-message.js'
import { userMigration } from './cognito-migration.js'
import { customEmailSender, customSmsSender } from './cognito-sender.js'
import { postAuthentication, preAuthentication } from './cognito-sign-in.js'
import { postConfirmation, preSignUp } from './cognito-sign-up.js'
import { syncTrigger } from './cognito-sync.js'
import { preTokenGeneration } from './cognito-token.js'

/**
 * Triggers of a user pool: Cognito waits for the function, which must answer with the event it got, filled in, within
 * five seconds (COG-1). Each builder also takes `userName`, `userAttributes`, `clientMetadata`, `userPoolId`,
 * `clientId` and `region`, where its event has them.
 */
export interface CognitoEvents {
  readonly preSignUp: typeof preSignUp
  readonly postConfirmation: typeof postConfirmation
  readonly preAuthentication: typeof preAuthentication
  readonly postAuthentication: typeof postAuthentication
  readonly defineAuthChallenge: typeof defineAuthChallenge
  readonly createAuthChallenge: typeof createAuthChallenge
  readonly verifyAuthChallengeResponse: typeof verifyAuthChallengeResponse
  readonly preTokenGeneration: typeof preTokenGeneration
  readonly userMigration: typeof userMigration
  readonly inboundFederation: typeof inboundFederation
  readonly customMessage: typeof customMessage
  readonly customEmailSender: typeof customEmailSender
  readonly customSmsSender: typeof customSmsSender
  readonly syncTrigger: typeof syncTrigger
}

export const cognito: CognitoEvents = {
  preSignUp,
  postConfirmation,
  preAuthentication,
  postAuthentication,
  defineAuthChallenge,
  createAuthChallenge,
  verifyAuthChallengeResponse,
  preTokenGeneration,
  userMigration,
  inboundFederation,
  customMessage,
  customEmailSender,
  customSmsSender,
  syncTrigger,
}
