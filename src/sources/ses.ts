// `sources.ses`: a receipt rule whose Lambda action invokes a function for each email (EV-1, EV-7).

import type { SESEvent } from 'aws-lambda'
import { readInput } from '../events/input.js'
import { isPlainObject } from '../events/plain-object.js'
import { EMAIL_KINDS, type SesEmail, sesEvent } from '../events/ses.js'
import type { Rule } from '../function/reading.js'
import { fields, list, oneOf, text } from '../function/value-rules.js'
import type { EventReport } from '../record/event-report.js'
import { unwatched, watchReport } from '../record/observation.js'
import { type PushReport, withMore } from './push-report.js'
import { refuseMore } from './refuse-more.js'
import { handOver, holdBack, PushSource } from './push-source.js'
import { readOptions } from './read-options.js'
import type { SourceConnection, SourceTarget } from './target.js'

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_LambdaAction.html and API_ReceiptRule.html */
export interface SesOptions {
  /** Addresses, domains, and with a dot before them domains below. Default: everybody. */
  readonly recipients?: readonly string[]
  /** Default `'Event'`; with `'RequestResponse'` SES waits for what the function decides. */
  readonly invocationType?: 'Event' | 'RequestResponse'
}

/** What the function decides about the rest of the rule, and of the rule set. */
export type Disposition = 'CONTINUE' | 'STOP_RULE' | 'STOP_RULE_SET'

/** What became of an email. */
export interface SesReport<Payload = unknown> extends PushReport<SESEvent, Payload> {
  /**
   * Of a `RequestResponse` action: anything but `STOP_RULE` and `STOP_RULE_SET` lets SES go on. Undefined where the
   * function failed or took more than 30 seconds, of which AWS does not say what follows.
   */
  readonly disposition?: Disposition
}

const WHERE = 'sources.ses()'
const HOW_FILTERED =
  'Of an email the addresses that it is for are matched with recipients: whole addresses, their domains, or .example.com for ' +
  'the domains below it (EV-7).'
const RECEIVE = 'mail.receive()'

/** https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda.html */
const LONGEST_MS = 30_000

const optionsRule: Rule<Partial<Required<SesOptions>>> = fields<Required<SesOptions>>({
  recipients: list(
    text(undefined, {
      pattern: /^[^\s@]*@?[^\s@]+$/,
      form: "an address, a domain, or '.example.com' for those below it",
    }),
    'recipients',
  ),
  invocationType: oneOf('Event', 'RequestResponse'),
})

/**
 * A receipt rule with a Lambda action. SES sends headers and verdicts, never the body.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda.html
 */
export class SesSource<Payload = unknown> extends PushSource<SESEvent, Payload> {
  readonly #recipients: readonly string[] | undefined
  readonly #invocationType: 'Event' | 'RequestResponse'

  constructor(connection: SourceConnection, options?: SesOptions) {
    const { recipients, invocationType = 'Event' } = readOptions(WHERE, optionsRule, options)
    super('mail', connection, { where: WHERE, ...(invocationType === 'RequestResponse' && { send: decided }) })
    this.#recipients = recipients
    this.#invocationType = invocationType
  }

  /**
   * An email arrives. Returns the id that SES gives it. One of which the rule wants no recipient is in `filtered`.
   *
   * @example
   * mail.receive({ from: 'jane@example.com', to: 'orders@shop.example', verdicts: { spam: 'FAIL' } })
   */
  receive(email?: SesEmail): string
  receive(email?: SesEmail, ...more: readonly unknown[]): string {
    refuseMore(RECEIVE, 'one email', more, 'call it once for each')
    const given = readInput<SesEmail>(RECEIVE, email, EMAIL_KINDS)
    const state = this.state('receive()')
    const { target } = state
    const { region, accountId, uuid, agenda, functionArn } = target
    const messageId = given.messageId ?? uuid().replaceAll('-', '')
    const origin = { region, accountId, time: agenda.now, invocationType: this.#invocationType }
    const event = sesEvent(RECEIVE, { ...given, messageId, ...origin })
    const { receipt } = (event.Records[0] as SESEvent['Records'][number]).ses
    const action = receipt.action as { functionArn: string }
    action.functionArn = functionArn
    const wanted = receipt.recipients.filter((address) => this.#isWanted(address))
    if (wanted.length === 0) holdBack(state, [event], HOW_FILTERED)
    else {
      receipt.recipients = wanted
      handOver(state, event)
    }
    return messageId
  }

  /** As of every source; the reports of a `RequestResponse` action also have the function's `disposition`. */
  override settled(): Promise<readonly SesReport<Payload>[]> {
    return super.settled()
  }

  /** https://docs.aws.amazon.com/ses/latest/dg/receiving-email-receipt-rules-console-walkthrough.html */
  #isWanted(address: string): boolean {
    const [mailbox = '', domain = ''] = address.toLowerCase().split('@')
    const [unlabelled = ''] = mailbox.split('+')
    const matching = [`${mailbox}@${domain}`, `${unlabelled}@${domain}`, domain]
    return (
      this.#recipients?.some((one) => {
        const wanted = one.toLowerCase()
        return wanted.startsWith('.') ? domain.endsWith(wanted) : matching.includes(wanted)
      }) ?? true
    )
  }
}

/** Invokes synchronously, for the function to decide; there are no retries. */
async function decided(event: SESEvent, target: SourceTarget): Promise<EventReport & { disposition?: Disposition }> {
  const startedAt = target.agenda.now
  const result = await target.invoke(event)
  const { functionError, payload, record } = unwatched(result)
  const failed = functionError !== undefined
  const report: EventReport = {
    requestId: record.requestId,
    attempts: Object.freeze([result]),
    outcome: failed ? 'retriesExhausted' : 'succeeded',
  }
  const inTime = !failed && target.agenda.now - startedAt <= LONGEST_MS
  return withMore(
    watchReport(report, ['attempts', 'outcome'], [result]),
    inTime ? { disposition: dispositionOf(payload) } : {},
  )
}

function dispositionOf(payload: unknown): Disposition {
  const said = isPlainObject(payload) ? payload['disposition'] : undefined
  return said === 'STOP_RULE' || said === 'STOP_RULE_SET' ? said : 'CONTINUE'
}

/** Makes a function the Lambda action of a receipt rule. Throws a `TypeError` for what SES refuses. */
export function sesSource<Payload = unknown>(connection: SourceConnection, options?: SesOptions): SesSource<Payload> {
  return new SesSource(connection, options)
}
