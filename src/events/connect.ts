// `events.connect`: a flow of Amazon Connect asks the function about a contact.

import type {
  ConnectContactFlowChannel,
  ConnectContactFlowEndpoint,
  ConnectContactFlowEvent,
  ConnectContactFlowInitiationMethod,
} from 'aws-lambda'
import { type Kinds, readInput, TEXTS } from './input.js'
import { arnOf, originOf, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The contact, and what the flow's block says. */
export interface ConnectInput extends Place {
  /** What the block passes to the function. Default: nothing. */
  readonly parameters?: Readonly<Record<string, string>> | undefined
  /** What the flow has set on the contact. Default: nothing. */
  readonly attributes?: Readonly<Record<string, string>> | undefined
  /** Default `VOICE`. */
  readonly channel?: ConnectContactFlowChannel | undefined
  /** Default `INBOUND`. */
  readonly initiationMethod?: ConnectContactFlowInitiationMethod | undefined
  /** Telephone number of the customer. Default `+12065550100`; chats have none. */
  readonly customer?: string | undefined
  /** Telephone number that the customer called. Default `+18005550100`; chats have none. */
  readonly system?: string | undefined
  /** Name of the queue that the contact is in. Default: in none. */
  readonly queue?: string | undefined
  /** Default: a UUID that is always the same. */
  readonly contactId?: string | undefined
}

const KINDS: Kinds<ConnectInput> = {
  parameters: TEXTS,
  attributes: TEXTS,
  channel: { oneOf: ['VOICE', 'CHAT', 'EMAIL'] satisfies ConnectContactFlowChannel[] },
  initiationMethod: {
    oneOf: ['INBOUND', 'OUTBOUND', 'TRANSFER', 'CALLBACK', 'API'] satisfies ConnectContactFlowInitiationMethod[],
  },
  customer: 'string',
  system: 'string',
  queue: 'string',
  contactId: 'string',
  ...PLACE_KINDS,
}

/**
 * An "Invoke AWS Lambda function" block of a flow. The function answers with an object of texts, at most 32 KB, within
 * the block's timeout of up to 8 seconds.
 * https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
 */
export function connect(
  input?: ConnectInput,
  overrides?: DeepPartial<ConnectContactFlowEvent>,
): ConnectContactFlowEvent {
  const where = 'events.connect'
  const given = readInput(where, input, KINDS)
  const { channel = 'VOICE', initiationMethod = 'INBOUND', contactId = uuidAt(0), queue } = given
  const instance = arnOf(originOf(where, given), 'connect', `instance/${uuidAt(1)}`)
  const isCall = channel === 'VOICE'
  const event: ConnectContactFlowEvent = {
    Details: {
      ContactData: {
        Attributes: { ...given.attributes },
        Channel: channel,
        ContactId: contactId,
        CustomerEndpoint: endpointOf(given.customer ?? (isCall ? '+12065550100' : undefined)),
        InitialContactId: contactId,
        InitiationMethod: initiationMethod,
        InstanceARN: instance,
        MediaStreams: { Customer: { Audio: null } },
        PreviousContactId: contactId,
        Queue: queue === undefined ? null : { ARN: `${instance}/queue/${uuidAt(2)}`, Name: queue },
        SystemEndpoint: endpointOf(given.system ?? (isCall ? '+18005550100' : undefined)),
      },
      Parameters: { ...given.parameters },
    },
    Name: 'ContactFlowEvent',
  }
  return withOverrides(where, event, overrides)
}

function endpointOf(number: string | undefined): ConnectContactFlowEndpoint | null {
  return number === undefined ? null : { Address: number, Type: 'TELEPHONE_NUMBER' }
}
