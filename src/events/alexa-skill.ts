// `events.alexa.launch`, `.intent` and `.sessionEnded`: what a custom skill of Alexa is asked.

import type {
  AlexaEvent,
  AlexaIntentRequest,
  AlexaLaunchRequest,
  AlexaRequest,
  AlexaSessionEndedRequest,
} from './alexa-event.js'
import { wholeSeconds } from './event-bridge.js'
import { givenEntries, type Kinds, readInput } from './input.js'
import { type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** Who talks to which skill. */
export interface AlexaInput extends Pick<Origin, 'time'> {
  /** Default `amzn1.ask.skill.my-skill`. */
  readonly skillId?: string | undefined
  /** Default `amzn1.ask.account.my-user`. */
  readonly userId?: string | undefined
  /** Of the user's linked account. Default: none is linked. */
  readonly accessToken?: string | undefined
  /** Default `en-US`. */
  readonly locale?: string | undefined
  /** What the skill kept in the session. Default: nothing. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined
}

/** What the user said. */
export interface AlexaIntentInput extends AlexaInput {
  /** Default `MyIntent`. */
  readonly intent?: string | undefined
  /** What the user said for each slot; null where nothing was said. Default: no slots. */
  readonly slots?: Readonly<Record<string, string | null>> | undefined
  /** Of intents with a dialog model. Default: none. */
  readonly dialogState?: AlexaIntentRequest['dialogState'] | undefined
  /** Default `NONE`. */
  readonly confirmationStatus?: AlexaIntentRequest['intent']['confirmationStatus'] | undefined
}

/** How the session ended. */
export interface AlexaSessionEndedInput extends AlexaInput {
  /** Default `USER_INITIATED`; with `ERROR` the request has an `error`. */
  readonly reason?: AlexaSessionEndedRequest['reason'] | undefined
}

const KINDS: Kinds<AlexaInput> = {
  skillId: 'string',
  userId: 'string',
  accessToken: 'string',
  locale: 'string',
  attributes: 'object',
  time: ORIGIN_KINDS.time,
}
const INTENT_KINDS: Kinds<AlexaIntentInput> = {
  intent: 'string',
  slots: { values: ['string', 'null'] },
  dialogState: { oneOf: ['STARTED', 'IN_PROGRESS', 'COMPLETED'] },
  confirmationStatus: { oneOf: ['NONE', 'CONFIRMED', 'DENIED'] },
  ...KINDS,
}
const ENDED_KINDS: Kinds<AlexaSessionEndedInput> = {
  reason: { oneOf: ['USER_INITIATED', 'ERROR', 'EXCEEDED_MAX_REPROMPTS'] },
  ...KINDS,
}

/**
 * The user opened the skill: a new session. The function answers with `version` and `response`, within 8 seconds.
 * https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-types-reference.html#launchrequest
 */
export function launch(
  input?: AlexaInput,
  overrides?: DeepPartial<AlexaEvent<AlexaLaunchRequest>>,
): AlexaEvent<AlexaLaunchRequest> {
  const where = 'events.alexa.launch'
  const given = readInput(where, input, KINDS)
  return withOverrides(where, envelopeOf<AlexaLaunchRequest>(where, given, { type: 'LaunchRequest' }), overrides)
}

/**
 * The user said something that an intent is for. The function answers with `version` and `response`, within 8 seconds.
 * https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-types-reference.html#intentrequest
 */
export function intent(
  input?: AlexaIntentInput,
  overrides?: DeepPartial<AlexaEvent<AlexaIntentRequest>>,
): AlexaEvent<AlexaIntentRequest> {
  const where = 'events.alexa.intent'
  const given = readInput(where, input, INTENT_KINDS)
  const { intent: name = 'MyIntent', slots = {}, dialogState, confirmationStatus = 'NONE' } = given
  const event = envelopeOf<AlexaIntentRequest>(where, given, {
    type: 'IntentRequest',
    ...(dialogState !== undefined && { dialogState }),
    intent: { name, confirmationStatus, slots: slotsOf(slots) },
  })
  return withOverrides(where, event, overrides)
}

/**
 * The session is over, and not because the skill ended it. Alexa reads no answer.
 * https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-types-reference.html#sessionendedrequest
 */
export function sessionEnded(
  input?: AlexaSessionEndedInput,
  overrides?: DeepPartial<AlexaEvent<AlexaSessionEndedRequest>>,
): AlexaEvent<AlexaSessionEndedRequest> {
  const where = 'events.alexa.sessionEnded'
  const given = readInput(where, input, ENDED_KINDS)
  const { reason = 'USER_INITIATED' } = given
  const error = { type: 'INVALID_RESPONSE', message: 'message 1' }
  return withOverrides(
    where,
    envelopeOf<AlexaSessionEndedRequest>(where, given, {
      type: 'SessionEndedRequest',
      reason,
      ...(reason === 'ERROR' && { error }),
    }),
    overrides,
  )
}

function slotsOf(slots: NonNullable<AlexaIntentInput['slots']>): AlexaIntentRequest['intent']['slots'] {
  const confirmationStatus = 'NONE'
  const filled = givenEntries(slots).map(
    ([name, value]) => [name, { name, ...(value !== null && { value }), confirmationStatus }] as const,
  )
  return Object.fromEntries(filled)
}

function envelopeOf<Request extends AlexaRequest>(
  where: string,
  input: AlexaInput,
  specific: Omit<Request, 'requestId' | 'timestamp' | 'locale'>,
): AlexaEvent<Request> {
  const { skillId = 'amzn1.ask.skill.my-skill', userId = 'amzn1.ask.account.my-user', accessToken } = input
  const application = { applicationId: skillId }
  const user = { userId, ...(accessToken !== undefined && { accessToken }) }
  const { time } = originOf(where, input)
  const request = {
    requestId: `amzn1.echo-api.request.${uuidAt(0)}`,
    timestamp: wholeSeconds(time),
    locale: input.locale ?? 'en-US',
    ...specific,
  }
  return {
    version: '1.0',
    session: {
      new: specific.type === 'LaunchRequest',
      sessionId: `amzn1.echo-api.session.${uuidAt(0)}`,
      application,
      attributes: { ...input.attributes },
      user,
    },
    context: {
      System: {
        application,
        user,
        device: { deviceId: 'amzn1.ask.device.my-device', supportedInterfaces: {} },
        apiEndpoint: 'https://api.amazonalexa.com',
        apiAccessToken: 'EXAMPLE',
      },
    },
    // The compiler does not see that what all requests have and what this one has besides are the whole.
    request: request as unknown as Request,
  }
}
