// `events.lex.v1`: a bot of Amazon Lex V1 asks the function what comes next, or to do what the user wants.

import type { LexEvent } from 'aws-lambda'
import { givenEntries, type Kinds, readInput, TEXTS } from './input.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** What the user said, and what Lex made of it. */
export interface LexV1Input {
  /** Name of the intent. Default `MyIntent`. */
  readonly intent?: string | undefined
  /** A text, or null for an empty slot. Default: no slots. */
  readonly slots?: Readonly<Record<string, string | null>> | undefined
  /** What the user said. Default `message 1`. */
  readonly inputTranscript?: string | undefined
  /** Default `FulfillmentCodeHook`. */
  readonly invocationSource?: LexEvent['invocationSource'] | undefined
  /** Default `None`. */
  readonly confirmationStatus?: LexEvent['currentIntent']['confirmationStatus'] | undefined
  /** Default: none. */
  readonly sessionAttributes?: Readonly<Record<string, string>> | undefined
  /** Default `my-user`. */
  readonly userId?: string | undefined
  /** Name of the bot. Default `MyBot`. */
  readonly bot?: string | undefined
}

const KINDS: Kinds<LexV1Input> = {
  intent: 'string',
  slots: { values: ['string', 'null'] },
  inputTranscript: 'string',
  invocationSource: { oneOf: ['DialogCodeHook', 'FulfillmentCodeHook'] satisfies LexEvent['invocationSource'][] },
  confirmationStatus: {
    oneOf: ['None', 'Confirmed', 'Denied'] satisfies LexEvent['currentIntent']['confirmationStatus'][],
  },
  sessionAttributes: TEXTS,
  userId: 'string',
  bot: 'string',
}

/**
 * One turn of a conversation. The function answers with `sessionAttributes` and a `dialogAction`.
 * https://docs.aws.amazon.com/lex/latest/dg/lambda-input-response-format.html
 */
export function lexV1(input?: LexV1Input, overrides?: DeepPartial<LexEvent>): LexEvent {
  const where = 'events.lex.v1'
  const given = readInput(where, input, KINDS)
  const slots = givenEntries(given.slots ?? {})
  const details = slots
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, { resolutions: [{ value }], originalValue: value }])
  const event: LexEvent = {
    currentIntent: {
      name: given.intent ?? 'MyIntent',
      slots: Object.fromEntries(slots),
      slotDetails: Object.fromEntries(details) as LexEvent['currentIntent']['slotDetails'],
      confirmationStatus: given.confirmationStatus ?? 'None',
    },
    bot: { name: given.bot ?? 'MyBot', alias: '$LATEST', version: '$LATEST' },
    userId: given.userId ?? 'my-user',
    inputTranscript: given.inputTranscript ?? 'message 1',
    invocationSource: given.invocationSource ?? 'FulfillmentCodeHook',
    outputDialogMode: 'Text',
    messageVersion: '1.0',
    sessionAttributes: { ...given.sessionAttributes },
    requestAttributes: null,
  }
  return withOverrides(where, event, overrides)
}
