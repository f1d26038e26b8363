// `events.cognito.inboundFederation`: another identity provider says who a user is (COG-1).

import type { InboundFederationProviderType, InboundFederationTriggerEvent } from 'aws-lambda'
import { COGNITO_KINDS, type CognitoInput, triggerEvent } from './cognito-trigger.js'
import { type Kinds, readInput } from './input.js'
import type { DeepPartial } from './overrides.js'

/** What another identity provider said. */
export interface InboundFederationInput extends Omit<CognitoInput, 'userAttributes' | 'clientMetadata'> {
  /** Default `MyProvider`. */
  readonly providerName?: string | undefined
  /** Default `OIDC`. */
  readonly providerType?: InboundFederationProviderType | undefined
  /**
   * As it came from the provider: `samlResponse` of SAML, otherwise `tokenResponse`, `idToken` and `userInfo`.
   * Default: an email address and names.
   */
  readonly attributes?: InboundFederationTriggerEvent['request']['attributes'] | undefined
}

const { userName, userPoolId, clientId, region } = COGNITO_KINDS
const KINDS: Kinds<InboundFederationInput> = {
  providerName: 'string',
  providerType: {
    oneOf: [
      'OIDC',
      'SAML',
      'Facebook',
      'Google',
      'SignInWithApple',
      'LoginWithAmazon',
    ] satisfies InboundFederationProviderType[],
  },
  attributes: 'object',
  userName,
  userPoolId,
  clientId,
  region,
}
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

/**
 * Before the profile of a federated user is created or updated. The function answers with the event and in `response`
 * `userAttributesToMap`: all attributes to keep, or `{}` for those of the provider as they are.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-inbound-federation.html
 */
export function inboundFederation(
  input?: InboundFederationInput,
  overrides?: DeepPartial<InboundFederationTriggerEvent>,
): InboundFederationTriggerEvent {
  const where = 'events.cognito.inboundFederation'
  const given = readInput(where, input, KINDS)
  const { providerName = 'MyProvider', providerType = 'OIDC', attributes = usual(providerType) } = given
  const trigger = {
    triggerSource: 'InboundFederation_ExternalProvider',
    request: { providerName, providerType, attributes },
    response: { userAttributesToMap: {} },
  }
  return triggerEvent<InboundFederationTriggerEvent>(where, given, trigger, overrides)
}

function usual(providerType: InboundFederationProviderType): InboundFederationTriggerEvent['request']['attributes'] {
  const [email, given_name, family_name] = ['user@example.com', 'Jane', 'Doe']
  if (providerType === 'SAML') {
    const samlResponse = {
      [`${CLAIMS}/emailaddress`]: email,
      [`${CLAIMS}/givenname`]: given_name,
      [`${CLAIMS}/surname`]: family_name,
    }
    return { samlResponse }
  }
  return {
    tokenResponse: { access_token: 'EXAMPLE', token_type: 'Bearer', expires_in: '3600' },
    idToken: { sub: 'my-user', email, email_verified: 'true' },
    userInfo: { email, given_name, family_name },
  }
}
