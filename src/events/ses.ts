// `events.ses`: what SES sends a Lambda action of a receipt rule when an email arrived (EV-7).

import type { SESEvent, SESEventRecord, SESMail, SESMailHeader, SESReceipt, SESReceiptStatus } from 'aws-lambda'
import { type Kinds, readInput, STRINGS, TEXTS } from './input.js'
import { arnOf, type FullOrigin, type Origin, ORIGIN_KINDS, originOf } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The email that arrived. SES sends its headers, never its body. */
export interface SesInput extends Origin {
  /** An address, also as `Jane Doe <jane@example.com>`. Default `sender@example.com`. */
  readonly from?: string | undefined
  /** One address or several. Default `recipient@example.com`. */
  readonly to?: string | readonly string[] | undefined
  /** Default: nobody. */
  readonly cc?: string | readonly string[] | undefined
  /** Default `My subject`. */
  readonly subject?: string | undefined
  /** More headers of the email, after the usual ones. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The id that SES gave the email (the name of its object, where an S3 action stores it). Default: always the same. */
  readonly messageId?: string | undefined
  /** Results of the checks, where they are not `PASS`. */
  readonly verdicts?: { readonly [Check in SesCheck]?: SESReceiptStatus['status'] | undefined } | undefined
  /** Name of the function that the receipt rule names. Default `my-function`. */
  readonly functionName?: string | undefined
  /** Default `Event`; with `RequestResponse` SES waits for the function's disposition (EV-7). */
  readonly invocationType?: 'Event' | 'RequestResponse' | undefined
}

/** What SES looks into: each has a verdict of its own. */
export type SesCheck = 'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc'

interface Envelope {
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
}

/** The email itself: what is no matter of the receipt rule, or of when and where. */
export type SesEmail = Omit<SesInput, keyof Origin | 'functionName' | 'invocationType'>

export const EMAIL_KINDS: Kinds<SesEmail> = {
  from: 'string',
  to: ['string', STRINGS],
  cc: ['string', STRINGS],
  subject: 'string',
  headers: TEXTS,
  messageId: 'string',
  verdicts: 'object',
}
const KINDS: Kinds<SesInput> = {
  ...EMAIL_KINDS,
  functionName: 'name',
  invocationType: { oneOf: ['Event', 'RequestResponse'] },
  ...ORIGIN_KINDS,
}
/** https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html#receiving-email-action-lambda-event-verdict */
const VERDICT = {
  oneOf: ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] satisfies SESReceiptStatus['status'][],
}
const VERDICT_KINDS: Kinds<NonNullable<SesInput['verdicts']>> = {
  spam: VERDICT,
  virus: VERDICT,
  spf: VERDICT,
  dkim: VERDICT,
  dmarc: VERDICT,
}

/**
 * A received email: always exactly one record (EV-7).
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
 */
export function ses(input?: SesInput, overrides?: DeepPartial<SESEvent>): SESEvent {
  return sesEvent('events.ses', input, overrides)
}

/** The same for another caller, `where`, whose name errors begin with. */
export function sesEvent(where: string, input?: SesInput, overrides?: DeepPartial<SESEvent>): SESEvent {
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { from = 'sender@example.com', to = 'recipient@example.com', cc = [] } = given
  const envelope: Envelope = { from, to: [to].flat(), cc: [cc].flat() }
  const record: SESEventRecord = {
    eventSource: 'aws:ses',
    eventVersion: '1.0',
    ses: { mail: mailOf(given, envelope, origin), receipt: receiptOf(where, given, envelope, origin) },
  }
  return withOverrides(where, { Records: [record] }, overrides)
}

function mailOf(input: SesInput, { from, to, cc }: Envelope, { time }: FullOrigin): SESMail {
  const date = time.toUTCString().replace('GMT', '+0000')
  const { subject = 'My subject', messageId = '000000000000000000000000000000000000001' } = input
  const mailId = `<${messageId}@example.com>`
  return {
    timestamp: time.toISOString(),
    source: addressOf(from),
    messageId,
    destination: [...to, ...cc].map(addressOf),
    headersTruncated: false,
    headers: [
      header('Return-Path', `<${addressOf(from)}>`),
      header('From', from),
      header('To', to.join(', ')),
      ...(cc.length > 0 ? [header('Cc', cc.join(', '))] : []),
      header('Subject', subject),
      header('Date', date),
      header('Message-ID', mailId),
      header('MIME-Version', '1.0'),
      header('Content-Type', 'text/plain; charset=UTF-8'),
      ...Object.entries(input.headers ?? {}).map(([name, value]) => header(name, value)),
    ],
    commonHeaders: {
      returnPath: addressOf(from),
      from: [from],
      date,
      to: [...to],
      ...(cc.length > 0 && { cc: [...cc] }),
      messageId: mailId,
      subject,
    },
  }
}

function receiptOf(where: string, input: SesInput, { to, cc }: Envelope, origin: FullOrigin): SESReceipt {
  const { functionName = 'my-function', invocationType = 'Event' } = input
  const verdicts = readInput(`${where}: verdicts`, input.verdicts, VERDICT_KINDS)
  return {
    timestamp: origin.time.toISOString(),
    processingTimeMillis: 100,
    recipients: [...to, ...cc].map(addressOf),
    spamVerdict: { status: verdicts.spam ?? 'PASS' },
    virusVerdict: { status: verdicts.virus ?? 'PASS' },
    spfVerdict: { status: verdicts.spf ?? 'PASS' },
    dkimVerdict: { status: verdicts.dkim ?? 'PASS' },
    dmarcVerdict: { status: verdicts.dmarc ?? 'PASS' },
    action: { type: 'Lambda', functionArn: arnOf(origin, 'lambda', `function:${functionName}`), invocationType },
  }
}

function header(name: string, value: string): SESMailHeader {
  return { name, value }
}

/** `jane@example.com` of `Jane Doe <jane@example.com>`. */
function addressOf(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox
}
