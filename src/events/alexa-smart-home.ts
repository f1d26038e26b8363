// `events.alexa.smartHome`: a directive to a smart home skill of Alexa.

import { type Kinds, readInput } from './input.js'
import { uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/**
 * A directive of version 3 of the Smart Home Skill API; version 2, which had no `directive`, is no more.
 * https://developer.amazon.com/en-US/docs/alexa/smarthome/smart-home-skill-api-message-reference.html
 */
export interface AlexaSmartHomeEvent {
  directive: {
    header: { namespace: string; name: string; payloadVersion: string; messageId: string; correlationToken?: string }
    /** The device; the directive that discovers devices has none. */
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
  /** The device, unless devices are discovered. Default `my-device`. */
  readonly endpointId?: string | undefined
  /** Default `{}`; that of a discovery is the token. */
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
  const scope: AlexaScope = { type: 'BearerToken', token: given.token ?? 'my-token' }
  const isDiscovery = namespace === 'Alexa.Discovery'
  const event: AlexaSmartHomeEvent = {
    directive: {
      header: {
        namespace,
        name,
        payloadVersion: '3',
        messageId: uuidAt(0),
        ...(!isDiscovery && { correlationToken: 'EXAMPLE' }),
      },
      ...(!isDiscovery && { endpoint: { scope, endpointId, cookie: {} } }),
      payload: { ...(given.payload ?? (isDiscovery ? { scope } : {})) },
    },
  }
  return withOverrides(where, event, overrides)
}
