// `events.cloudWatchLogs`: log lines that a subscription filter sends, compressed as AWS does it (EV-6).

import { gunzipSync, gzipSync } from 'node:zlib'
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda'
import { type Kinds, readInput, show } from './input.js'
import { messageText } from './json-text.js'
import { type Origin, ORIGIN_KINDS, originOf, sequenceAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** Lines of one log stream. */
export interface CloudWatchLogsInput extends Origin {
  /** The lines, one millisecond apart: strings as they are; anything else becomes JSON text. Default one line. */
  readonly messages?: readonly unknown[] | undefined
  /** Default `/aws/lambda/my-function`. */
  readonly logGroup?: string | undefined
  /** Default: a stream of 2026-01-01 and version `$LATEST`. */
  readonly logStream?: string | undefined
  /** Name of the subscription filter. Default `my-filter`. */
  readonly subscriptionFilter?: string | undefined
}

/** Builds the event; `decode` reads one. */
export interface CloudWatchLogsBuilder {
  /**
   * An event with the lines, gzipped and base64-encoded (EV-6). The overrides are laid over the data before it is encoded.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html
   */
  (input?: CloudWatchLogsInput, overrides?: DeepPartial<CloudWatchLogsDecodedData>): CloudWatchLogsEvent
  /** What a handler finds in the event after base64, gzip and JSON. Throws a TypeError that names the step that failed. */
  readonly decode: (event: CloudWatchLogsEvent) => CloudWatchLogsDecodedData
}

export const cloudWatchLogs: CloudWatchLogsBuilder = Object.assign(build, { decode })

const KINDS: Kinds<CloudWatchLogsInput> = {
  messages: 'list',
  logGroup: 'string',
  logStream: 'string',
  subscriptionFilter: 'string',
  ...ORIGIN_KINDS,
}

function build(input?: CloudWatchLogsInput, overrides?: DeepPartial<CloudWatchLogsDecodedData>): CloudWatchLogsEvent {
  const where = 'events.cloudWatchLogs'
  const given = readInput(where, input, KINDS)
  const { accountId, time } = originOf(where, given)
  const messages = given.messages ?? ['message 1']
  const data: CloudWatchLogsDecodedData = {
    messageType: 'DATA_MESSAGE',
    owner: accountId,
    logGroup: given.logGroup ?? '/aws/lambda/my-function',
    logStream: given.logStream ?? '2026/01/01/[$LATEST]00000000000000000000000000000001',
    subscriptionFilters: [given.subscriptionFilter ?? 'my-filter'],
    logEvents: messages.map((message, index) => ({
      id: sequenceAt('39000000000000000000000000000000000000000000000000000001', index),
      timestamp: time.getTime() + index,
      message: messageText(where, `messages[${index}]`, message),
    })),
  }
  const text = JSON.stringify(withOverrides(where, data, overrides))
  return { awslogs: { data: gzip(text).toString('base64') } }
}

/**
 * The same bytes on every machine. Compressed bytes differ between builds of zlib, so the text is stored (level 0), and the
 * header's operating system (RFC 1952, byte 9) says "unknown"; Node.js itself writes no modification time.
 */
function gzip(text: string): Buffer {
  const bytes = gzipSync(text, { level: 0 })
  bytes[9] = 255
  return bytes
}

function decode(event: CloudWatchLogsEvent): CloudWatchLogsDecodedData {
  const where = 'events.cloudWatchLogs.decode'
  const data: unknown = (event as Partial<CloudWatchLogsEvent> | null | undefined)?.awslogs?.data
  if (typeof data !== 'string') {
    throw new TypeError(
      `${where}: event.awslogs.data is ${show(data)}, where the base64 text of a CloudWatch Logs event is expected. ` +
        'Pass the whole event, as events.cloudWatchLogs() makes it.',
    )
  }
  try {
    return JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString()) as CloudWatchLogsDecodedData
  } catch (error) {
    throw new TypeError(
      `${where}: event.awslogs.data is not gzipped JSON in base64 (${error instanceof Error ? error.message : String(error)}).`,
      { cause: error },
    )
  }
}
