// `sources.cloudWatchLogs`: a subscription filter of a log group that sends matching lines to a function (EV-1, EV-6).

import type { CloudWatchLogsEvent } from 'aws-lambda'
import { cloudWatchLogs } from '../events/cloud-watch-logs.js'
import { messageText } from '../events/json-text.js'
import { sequenceAt } from '../events/origin.js'
import type { Rule } from '../function/reading.js'
import { fields, text } from '../function/value-rules.js'
import { compileLogPattern, LogPatternError } from './log-pattern.js'
import { handOver, holdBack, PushSource } from './push-source.js'
import { readOptions } from './read-options.js'
import type { SourceConnection } from './target.js'

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
export interface CloudWatchLogsOptions {
  /** Which lines are sent: terms, `?any ?of`, `-without`, `"a phrase"`, or JSON such as `{ $.level = "ERROR" }`. Default: all. */
  readonly filterPattern?: string
  /** Default `my-filter`. */
  readonly filterName?: string
  /** Default `/aws/lambda/my-function`. */
  readonly logGroup?: string
  /** Default: a stream of 2026-01-01 and version `$LATEST`. */
  readonly logStream?: string
}

const HOW_FILTERED =
  'filterPattern is matched with the text of each line, upper and lower case included; a field of JSON is matched by ' +
  'a pattern such as { $.level = "ERROR" } (EV-6).'
const WHERE = 'sources.cloudWatchLogs()'

const optionsRule: Rule<Partial<Required<CloudWatchLogsOptions>>> = fields<Required<CloudWatchLogsOptions>>({
  filterPattern: text(undefined),
  filterName: text(undefined, { pattern: /^[^:*]{1,512}$/, form: 'up to 512 characters without : and *' }),
  logGroup: text(undefined, { pattern: /^[\w.\-/#]{1,512}$/, form: 'up to 512 letters, digits and . _ - / #' }),
  logStream: text(undefined, { pattern: /^[^:*]{1,512}$/, form: 'up to 512 characters without : and *' }),
})

/**
 * A log group and the function's subscription to it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export class CloudWatchLogsSource<Payload = unknown> extends PushSource<CloudWatchLogsEvent, Payload, string> {
  readonly #options: Omit<CloudWatchLogsOptions, 'filterPattern'>
  readonly #matches: (line: string) => boolean

  constructor(connection: SourceConnection, options?: CloudWatchLogsOptions) {
    const { filterPattern = '', ...names } = readOptions(WHERE, optionsRule, options)
    super('logs', connection, { where: WHERE })
    this.#options = names
    this.#matches = matcherOf(filterPattern)
  }

  /**
   * Writes lines: a string as it is, anything else as JSON text. Those that match are one event; the others are in
   * `filtered`.
   *
   * @example
   * logs.put('[ERROR] no such order', { level: 'INFO', message: 'started' })
   */
  put(...lines: readonly unknown[]): void {
    const state = this.state('put()')
    const { target } = state
    const texts = lines.map((line, index) => messageText('logs.put()', `line ${index + 1}`, line))
    const matching = texts.filter(this.#matches)
    const others = texts.filter((line) => !this.#matches(line))
    holdBack(state, others, HOW_FILTERED)
    if (matching.length === 0) return
    const { accountId, agenda } = target
    const { filterName: subscriptionFilter, logGroup, logStream } = this.#options
    const logEvents = matching.map((message) => ({
      id: sequenceAt('39000000000000000000000000000000000000000000000000000001', state.count++),
      timestamp: Math.floor(agenda.now),
      message,
    }))
    handOver(state, cloudWatchLogs({ accountId, logGroup, logStream, subscriptionFilter }, { logEvents }))
  }
}

function matcherOf(pattern: string): (line: string) => boolean {
  try {
    return compileLogPattern(pattern)
  } catch (error) {
    if (!(error instanceof LogPatternError)) throw error
    throw new TypeError(
      `${WHERE}: filterPattern is ${JSON.stringify(pattern)}: ${error.message} ` +
        '(https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).',
      { cause: error },
    )
  }
}

/** Subscribes a function to a log group. Throws a `TypeError` for options that CloudWatch Logs refuses. */
export function cloudWatchLogsSource<Payload = unknown>(
  connection: SourceConnection,
  options?: CloudWatchLogsOptions,
): CloudWatchLogsSource<Payload> {
  return new CloudWatchLogsSource(connection, options)
}
