// `events.alexa.smartHome`: a directive to a smart home skill of Alexa.

import { type Kinds, readInput, refuseGiven } from './input.js'
import { uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/**
 * A directive of version 3 of the Smart Home Skill API; version 2, which had no `directive`, is no more.
 * https://developer.amazon.com/en-US/docs/alexa/smarthome/smart-home-skill-api-message-reference.html
 */
export interface AlexaSmartHomeEvent {
  directive: {
    header: { namespace: string; name: string; payloadVersion: string; messageId: string; correlationToken?: string }
    /** The device; directives that discover devices or grant access have none. */
    endpoint?: { scope: AlexaScope; endpointId: string; cookie: Record<string, string> }
    payload: Record<string, unknown>
  }
}

/** Whose devices. */
export interface AlexaScope {
  type: 'BearerToken'
  token: string
}

/** What Alexa wants to be done, or to know. */
export interface AlexaSmartHomeInput {
  /** Default `Alexa.Discovery`. */
  readonly namespace?: string | undefined
  /** Default `Discover`. */
  readonly name?: string | undefined
  /** The device, of directives to one. Default `my-device`. */
  readonly endpointId?: string | undefined
  /** Default `{}`; that of `Discover` has the token, that of `AcceptGrant` a code too. */
  readonly payload?: Readonly<Record<string, unknown>> | undefined
  /** Of the user's linked account. Default `my-token`. */
  readonly token?: string | undefined
}

const KINDS: Kinds<AlexaSmartHomeInput> = {
  namespace: 'string',
  name: 'string',
  endpointId: 'string',
  payload: 'object',
  token: 'string',
}

/**
 * Directives to no device, with their usual payload; they have no correlation token, for their answer is synchronous.
 * https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-discovery.html and
 * https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-authorization.html
 */
const TO_NO_DEVICE: Readonly<Record<string, (scope: AlexaScope) => Record<string, unknown>>> = {
  'Alexa.Discovery.Discover': (scope) => ({ scope }),
  'Alexa.Authorization.AcceptGrant': (grantee) => ({
    grant: { type: 'OAuth2.AuthorizationCode', code: 'EXAMPLE' },
    grantee,
  }),
}

/**
 * A directive, such as `{ namespace: 'Alexa.PowerController', name: 'TurnOn' }`. The function answers with an `event`
 * whose header has the `correlationToken`, and a `context`.
 * https://developer.amazon.com/en-US/docs/alexa/smarthome/smart-home-skill-api-message-reference.html
 */
export function smartHome(
  input?: AlexaSmartHomeInput,
  overrides?: DeepPartial<AlexaSmartHomeEvent>,
): AlexaSmartHomeEvent {
  const where = 'events.alexa.smartHome'
  const given = readInput(where, input, KINDS)
  const { namespace = 'Alexa.Discovery', name = 'Discover', endpointId = 'my-device' } = given
  refuseHalfName(where, namespace, name)
  const scope: AlexaScope = { type: 'BearerToken', token: given.token ?? 'my-token' }
  const payloadOf = TO_NO_DEVICE[`${namespace}.${name}`]
  if (payloadOf) refuseGiven(where, given, ['endpointId'], `${namespace}.${name}, which is to no device. Leave it out.`)
  const event: AlexaSmartHomeEvent = {
    directive: {
      header: {
        namespace,
        name,
        payloadVersion: '3',
        messageId: uuidAt(0),
        ...(!payloadOf && { correlationToken: 'EXAMPLE' }),
      },
      ...(!payloadOf && { endpoint: { scope, endpointId, cookie: {} } }),
      payload: { ...(given.payload ?? payloadOf?.(scope)) },
    },
  }
  return withOverrides(where, event, overrides)
}

/** `Discover` is the one directive of `Alexa.Discovery`: either of the two with another is a default that was forgotten. */
function refuseHalfName(where: string, namespace: string, name: string): void {
  if ((namespace === 'Alexa.Discovery') === (name === 'Discover')) return
  throw new TypeError(
    `${where}: the directive is ${namespace}.${name}, which Alexa does not have. ` +
      "Give both namespace and name, such as { namespace: 'Alexa.PowerController', name: 'TurnOn' }.",
  )
}
