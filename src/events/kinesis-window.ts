// `events.kinesisWindow`: a batch of a Kinesis stream whose mapping has a tumbling window, or the end of such a window.

import type { KinesisStreamTumblingWindowEvent } from 'aws-lambda'
import { wholeSeconds } from './event-bridge.js'
import { type Kinds, readInput } from './input.js'
import { kinesis, type KinesisInput } from './kinesis.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** AWS's type lacks the shard and the stream. */
export interface KinesisWindowEvent extends KinesisStreamTumblingWindowEvent {
  shardId: string
  eventSourceARN: string
}

/** A batch within a window. */
export interface KinesisWindowInput extends Origin {
  /** As `events.kinesis` takes them, without `stream` and `shardId`. Default: one, and none when the window ends. */
  readonly records?: readonly Omit<KinesisInput, 'stream' | 'shardId'>[] | undefined
  /** What the function answered for the batch before. Default: none, as in the first batch of a window. */
  readonly state?: Readonly<Record<string, unknown>> | undefined
  /** The window is over: it is the last invocation for it. Default false. */
  readonly final?: boolean | undefined
  /** How long the window is, in seconds: 1 to 900; it begins at `time`. Default 60. */
  readonly seconds?: number | undefined
  /** The stream's name. Default `my-stream`. */
  readonly stream?: string | undefined
  /** Default `shardId-000000000000`. */
  readonly shardId?: string | undefined
}

const KINDS: Kinds<KinesisWindowInput> = {
  records: 'list',
  state: 'object',
  final: 'boolean',
  seconds: { wholeFrom: 1 },
  stream: 'string',
  shardId: 'string',
  ...ORIGIN_KINDS,
}

/**
 * A batch of a window. The function must answer `{ state }`, which it gets again with the next batch of the window;
 * after the last one (`isFinalInvokeForWindow`) it keeps the result itself.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
 */
export function kinesisWindow(
  input?: KinesisWindowInput,
  overrides?: DeepPartial<KinesisWindowEvent>,
): KinesisWindowEvent {
  const where = 'events.kinesisWindow'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { final = false, seconds = 60, stream = 'my-stream', shardId = 'shardId-000000000000' } = given
  const { records = final ? [] : [{}] } = given
  const place = { ...origin, stream, shardId }
  const event: KinesisWindowEvent = {
    Records: records.length === 0 ? [] : kinesis(records.map((record) => ({ ...place, ...record }))).Records,
    window: {
      start: wholeSeconds(origin.time),
      end: wholeSeconds(new Date(origin.time.getTime() + seconds * 1000)),
    },
    state: { ...given.state },
    shardId,
    eventSourceARN: arnOf(origin, 'kinesis', `stream/${stream}`),
    isFinalInvokeForWindow: final,
    isWindowTerminatedEarly: false,
  }
  return withOverrides(where, event, overrides)
}
