// `events.iot`: what AWS IoT Core hands to a function: a rule's payload, a device to authenticate, or one to provision.

import type { IoTCustomAuthorizerEvent, IoTPreProvisioningHookEvent, IoTProtocolType } from 'aws-lambda'
import { type Kinds, readInput, TEXTS } from './input.js'
import { arnOf, originOf, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { base64Data } from './record-data.js'

/** What a rule selected. */
export interface IotRuleInput<Payload extends object = Record<string, unknown>> {
  /** What the rule's SQL makes of the device's JSON: of `SELECT *` the same. Default `{ "message": "message 1" }`. */
  readonly payload?: Payload | undefined
}

/** A device or client that connects. */
export interface IotAuthorizerInput {
  /** Default `my-token`; with `signatureVerified` it was signed as it should. */
  readonly token?: string | undefined
  /** Default true. */
  readonly signatureVerified?: boolean | undefined
  /** Of an MQTT connection. Default: none. */
  readonly username?: string | undefined
  /** Of an MQTT connection; text or bytes, base64 in the event. Default: none. */
  readonly password?: string | Uint8Array | undefined
  /** Of an MQTT connection. Default `my-client`. */
  readonly clientId?: string | undefined
  /** Of a connection by HTTP or WebSocket, which the event then has. Default: it is none. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Likewise, with its question mark. */
  readonly queryString?: string | undefined
}

/** A device that asks to be provisioned. */
export interface IotPreProvisioningHookInput extends Place {
  /** What the device passed to `RegisterThing`, texts by name. Default `{ "SerialNumber": "1" }`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined
  /** Name of the provisioning template. Default `my-template`. */
  readonly template?: string | undefined
  /** Default `my-client`. */
  readonly clientId?: string | undefined
}

/** Builders of the events of AWS IoT Core. */
export interface IotEvents {
  readonly rule: typeof rule
  readonly authorizer: typeof authorizer
  readonly preProvisioningHook: typeof preProvisioningHook
}

const AUTHORIZER_KINDS: Kinds<IotAuthorizerInput> = {
  token: 'string',
  signatureVerified: 'boolean',
  username: 'string',
  password: ['string', 'bytes'],
  clientId: 'string',
  headers: TEXTS,
  queryString: 'string',
}
const HOOK_KINDS: Kinds<IotPreProvisioningHookInput> = {
  parameters: TEXTS,
  template: 'string',
  clientId: 'string',
  ...PLACE_KINDS,
}

export const iot: IotEvents = { rule, authorizer, preProvisioningHook }

/**
 * A rule with a Lambda action: the function gets what the rule selected and nothing around it.
 * https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html
 */
function rule<Payload extends object = Record<string, unknown>>(
  input?: IotRuleInput<Payload>,
  overrides?: DeepPartial<NoInfer<Payload>>,
): Payload {
  const where = 'events.iot.rule'
  const given = readInput<IotRuleInput<Payload>>(where, input, { payload: 'object' })
  return withOverrides<object>(where, given.payload ?? { message: 'message 1' }, overrides) as Payload
}

/**
 * A custom authorizer. The function has five seconds to answer `{ isAuthenticated, principalId, policyDocuments,
 * disconnectAfterInSeconds, refreshAfterInSeconds }`, with a principal id of 1 to 128 letters and digits.
 * https://docs.aws.amazon.com/iot/latest/developerguide/custom-auth-lambda.html
 */
function authorizer(
  input?: IotAuthorizerInput,
  overrides?: DeepPartial<IoTCustomAuthorizerEvent>,
): IoTCustomAuthorizerEvent {
  const where = 'events.iot.authorizer'
  const given = readInput(where, input, AUTHORIZER_KINDS)
  const { token = 'my-token', signatureVerified = true, username, password, clientId = 'my-client' } = given
  const byHttp = given.headers !== undefined || given.queryString !== undefined
  const protocols: IoTProtocolType[] = byHttp ? ['tls', 'http', 'mqtt'] : ['tls', 'mqtt']
  const event: IoTCustomAuthorizerEvent = {
    token,
    signatureVerified,
    protocols,
    protocolData: {
      tls: { serverName: 'example-ats.iot.us-east-1.amazonaws.com' },
      ...(byHttp && { http: { headers: { ...given.headers }, queryString: given.queryString ?? '' } }),
      mqtt: {
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password: base64Data(where, 'password', password) }),
        clientId,
      },
    },
    connectionMetadata: { id: uuidAt(0) },
  }
  return withOverrides(where, event, overrides)
}

/**
 * The hook of a fleet provisioning template. The function has five seconds to answer
 * `{ allowProvisioning, parameterOverrides? }`; without `allowProvisioning: true` the device is refused.
 * https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 */
function preProvisioningHook(
  input?: IotPreProvisioningHookInput,
  overrides?: DeepPartial<IoTPreProvisioningHookEvent>,
): IoTPreProvisioningHookEvent {
  const where = 'events.iot.preProvisioningHook'
  const given = readInput(where, input, HOOK_KINDS)
  const { parameters = { SerialNumber: '1' }, template = 'my-template', clientId = 'my-client' } = given
  const event: IoTPreProvisioningHookEvent = {
    claimCertificateId: '0'.repeat(63) + '1',
    certificateId: '0'.repeat(63) + '2',
    certificatePem: '-----BEGIN CERTIFICATE-----\nEXAMPLE\n-----END CERTIFICATE-----\n',
    templateArn: arnOf(originOf(where, given), 'iot', `provisioningtemplate/${template}`),
    clientId,
    parameters: { ...parameters },
  }
  return withOverrides(where, event, overrides)
}
