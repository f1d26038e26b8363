// `events.workMail`: an email of an Amazon WorkMail organization matches a rule that runs the function.

import { type Kinds, readInput, STRINGS } from './input.js'
import { uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** https://docs.aws.amazon.com/workmail/latest/adminguide/lambda.html#lambda-event-data */
export interface WorkMailEvent {
  summaryVersion: string
  envelope: { mailFrom: WorkMailAddress; recipients: WorkMailAddress[] }
  sender: WorkMailAddress
  subject: string
  messageId: string
  invocationId: string
  flowDirection: 'INBOUND' | 'OUTBOUND'
  /** Whether the headers and the subject were too long. */
  truncated: boolean
}

/** An address by itself. */
export interface WorkMailAddress {
  address: string
}

/** The email. Its body is fetched with `messageId`. */
export interface WorkMailInput {
  /** Default `sender@example.com`. */
  readonly from?: string | undefined
  /** One address or several. Default `recipient@example.com`. */
  readonly to?: string | readonly string[] | undefined
  /** Default `My subject`. */
  readonly subject?: string | undefined
  /** Default `INBOUND`. */
  readonly flowDirection?: WorkMailEvent['flowDirection'] | undefined
  /** Default: a UUID that is always the same. */
  readonly messageId?: string | undefined
}

const KINDS: Kinds<WorkMailInput> = {
  from: 'string',
  to: ['string', STRINGS],
  subject: 'string',
  flowDirection: { oneOf: ['INBOUND', 'OUTBOUND'] },
  messageId: 'string',
}

/**
 * A Run Lambda action of an email flow rule. Of a synchronous one WorkMail reads the answer,
 * `{ actions: [{ action: { type }, allRecipients }] }`, which must come within 15 seconds.
 * https://docs.aws.amazon.com/workmail/latest/adminguide/lambda.html
 */
export function workMail(input?: WorkMailInput, overrides?: DeepPartial<WorkMailEvent>): WorkMailEvent {
  const where = 'events.workMail'
  const given = readInput(where, input, KINDS)
  const { from = 'sender@example.com', to = 'recipient@example.com' } = given
  const event: WorkMailEvent = {
    summaryVersion: '2018-10-10',
    envelope: { mailFrom: { address: from }, recipients: [to].flat().map((address) => ({ address })) },
    sender: { address: from },
    subject: given.subject ?? 'My subject',
    messageId: given.messageId ?? uuidAt(0),
    invocationId: '00000000000000000000000000000001',
    flowDirection: given.flowDirection ?? 'INBOUND',
    truncated: false,
  }
  return withOverrides(where, event, overrides)
}
