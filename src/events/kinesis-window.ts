// `events.kinesisWindow`: a batch of a Kinesis stream whose mapping has a tumbling window, or the end of such a window.

import type { KinesisStreamRecord, KinesisStreamTumblingWindowEvent } from 'aws-lambda'
import { batchOf } from './batch.js'
import { wholeSeconds } from './event-bridge.js'
import { type Kinds, readInput } from './input.js'
import { KINESIS_KINDS, type KinesisInput, recordOf } from './kinesis.js'
import { arnOf, type FullOrigin, type Origin, ORIGIN_KINDS, originOf } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** AWS's type lacks the shard and the stream. */
export interface KinesisWindowEvent extends KinesisStreamTumblingWindowEvent {
  shardId: string
  eventSourceARN: string
}

/** A record of the window's shard. */
type WindowRecordInput = Omit<KinesisInput, 'stream' | 'shardId'>

/** A batch within a window. */
export interface KinesisWindowInput extends Origin {
  /** As `events.kinesis` takes them, without `stream` and `shardId`. Default: one, and none when the window ends. */
  readonly records?: readonly WindowRecordInput[] | undefined
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

const { stream: _stream, shardId: _shard, ...OTHERS } = KINESIS_KINDS
const RECORD_KINDS: Kinds<WindowRecordInput> = OTHERS
const KINDS: Kinds<KinesisWindowInput> = {
  records: { items: ['object'] },
  state: 'object',
  final: 'boolean',
  seconds: { wholeFrom: 1, to: 900 },
  stream: 'name',
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
  const event: KinesisWindowEvent = {
    Records: recordsOf(`${where}: records`, records, { ...origin, stream, shardId }),
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

interface Shard extends FullOrigin {
  readonly stream: string
  readonly shardId: string
}

/** Records are of the window's time and place, unless they say otherwise. */
function recordsOf(where: string, records: readonly WindowRecordInput[], shard: Shard): KinesisStreamRecord[] {
  if (records.length === 0) return []
  const { stream, shardId, ...origin } = shard
  const input = records.map((record) => ({ ...origin, ...record }))
  const call = { where, input, kinds: RECORD_KINDS, overrides: undefined }
  return batchOf<WindowRecordInput, KinesisStreamRecord>(call, (one, place) =>
    recordOf({ ...one, stream, shardId }, place),
  ).Records
}
