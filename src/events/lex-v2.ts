// `events.lex.v2`: a bot of Amazon Lex V2 asks the function what comes next, or to do what the user wants.

import type {
  LexV2DialogAction,
  LexV2Event,
  LexV2Intent,
  LexV2IntentState,
  LexV2ScalarSlotValue,
  LexV2Slots,
} from 'aws-lambda'
import { givenEntries, type Kinds, readInput, STRINGS, TEXTS } from './input.js'
import { uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** What the user said, and what Lex made of it. */
export interface LexV2Input {
  /** Name of the intent. Default `MyIntent`. */
  readonly intent?: string | undefined
  /** A text, a list of texts for a slot with several values, or null for an empty slot. Default: no slots. */
  readonly slots?: Readonly<Record<string, string | readonly string[] | null>> | undefined
  /** What the user said. Default `message 1`. */
  readonly inputTranscript?: string | undefined
  /** Default `FulfillmentCodeHook`. */
  readonly invocationSource?: LexV2Event['invocationSource'] | undefined
  /** Default `InProgress` of a `DialogCodeHook`, `ReadyForFulfillment` of the other. */
  readonly state?: LexV2IntentState | undefined
  /** Default `None`. */
  readonly confirmationState?: LexV2Intent['confirmationState'] | undefined
  /** Default: none. */
  readonly sessionAttributes?: Readonly<Record<string, string>> | undefined
  /** Default `my-session`. */
  readonly sessionId?: string | undefined
  /** Name of the bot. Default `MyBot`. */
  readonly bot?: string | undefined
  /** Default `en_US`. */
  readonly localeId?: string | undefined
}

const KINDS: Kinds<LexV2Input> = {
  intent: 'string',
  slots: { values: ['string', STRINGS, 'null'] },
  inputTranscript: 'string',
  invocationSource: { oneOf: ['DialogCodeHook', 'FulfillmentCodeHook'] satisfies LexV2Event['invocationSource'][] },
  state: {
    oneOf: [
      'Failed',
      'Fulfilled',
      'FulfillmentInProgress',
      'InProgress',
      'ReadyForFulfillment',
      'Waiting',
    ] satisfies LexV2IntentState[],
  },
  confirmationState: { oneOf: ['Confirmed', 'Denied', 'None'] satisfies LexV2Intent['confirmationState'][] },
  sessionAttributes: TEXTS,
  sessionId: 'string',
  bot: 'string',
  localeId: 'string',
}

/**
 * One turn of a conversation. The function answers with `sessionState`, whose `dialogAction` says what comes next, and
 * `messages`. A `DialogCodeHook` is also told what Lex would do next: ask for the first empty slot.
 * https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html
 */
export function lexV2(input?: LexV2Input, overrides?: DeepPartial<LexV2Event>): LexV2Event {
  const where = 'events.lex.v2'
  const given = readInput(where, input, KINDS)
  const { inputTranscript = 'message 1', invocationSource = 'FulfillmentCodeHook', intent: name = 'MyIntent' } = given
  const isDialog = invocationSource === 'DialogCodeHook'
  const slots = slotsOf(given.slots ?? {})
  const state = given.state ?? (isDialog ? 'InProgress' : 'ReadyForFulfillment')
  const intent: LexV2Intent = { name, slots, state, confirmationState: given.confirmationState ?? 'None' }
  const event: Omit<LexV2Event, 'proposedNextState'> = {
    messageVersion: '1.0',
    invocationSource,
    inputMode: 'Text',
    responseContentType: 'text/plain; charset=utf-8',
    sessionId: given.sessionId ?? 'my-session',
    inputTranscript,
    bot: {
      id: 'MYBOTID123',
      name: given.bot ?? 'MyBot',
      aliasId: 'TSTALIASID',
      aliasName: 'TestBotAlias',
      localeId: given.localeId ?? 'en_US',
      version: 'DRAFT',
    },
    interpretations: [{ intent, nluConfidence: 1 }],
    ...(isDialog && { proposedNextState: { dialogAction: nextAction(slots), intent } }),
    sessionState: {
      sessionAttributes: { ...given.sessionAttributes },
      activeContexts: [],
      intent,
      originatingRequestId: uuidAt(0),
    },
    transcriptions: [
      {
        transcription: inputTranscript,
        transcriptionConfidence: 1,
        resolvedContext: { intent: name },
        resolvedSlots: Object.fromEntries(Object.entries(slots).filter(([, slot]) => slot !== null)),
      },
    ],
  }
  // AWS's type has a proposed next state in every event; where there is nothing to decide, Lex sends none.
  return withOverrides(where, event as LexV2Event, overrides)
}

function slotsOf(slots: NonNullable<LexV2Input['slots']>): LexV2Slots {
  return Object.fromEntries(
    givenEntries(slots).map(([name, value]) => {
      if (value === null) return [name, null]
      if (typeof value === 'string') return [name, scalar(value)]
      return [name, { shape: 'List', value: scalar(value.join(' ')).value, values: value.map(scalar) }]
    }),
  )
}

function scalar(text: string): LexV2ScalarSlotValue {
  return { shape: 'Scalar', value: { originalValue: text, interpretedValue: text, resolvedValues: [text] } }
}

function nextAction(slots: LexV2Slots): LexV2DialogAction {
  const empty = Object.keys(slots).find((name) => slots[name] === null)
  return empty === undefined ? { type: 'Close' } : { type: 'ElicitSlot', slotToElicit: empty }
}
