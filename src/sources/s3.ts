// `sources.s3`: a bucket whose notifications invoke a function, one event for each object (EV-1, EV-4).

import type { S3Event } from 'aws-lambda'
import type { Rule } from '../function/reading.js'
import { showValue } from '../function/show-value.js'
import { fields, list, oneOf, text } from '../function/value-rules.js'
import { type Kinds, readInput } from '../events/input.js'
import { s3Delete, type S3DeleteInput, s3Put, type S3PutInput } from '../events/s3.js'
import { CREATED, REMOVED } from '../events/s3-event-names.js'
import { handOver, holdBack, PushSource } from './push-source.js'
import { readOptions } from './read-options.js'
import type { SourceConnection, SourceTarget } from './target.js'

/** What a notification is for. */
export type S3EventType =
  `s3:${'ObjectCreated:*' | (typeof CREATED)[number] | 'ObjectRemoved:*' | (typeof REMOVED)[number]}`

const EVENT_TYPES = (['ObjectCreated:*', ...CREATED, 'ObjectRemoved:*', ...REMOVED] as const).map(
  (name): S3EventType => `s3:${name}`,
)

export interface S3Options {
  /** Default `my-bucket`. */
  readonly bucket?: string
  /** What the function is notified of. Default: all that is created and removed. */
  readonly events?: readonly S3EventType[]
  /** Only of keys that begin and end so. Default: any. */
  readonly filter?: { readonly prefix?: string; readonly suffix?: string }
}

/** What there is to say of an object that was created. */
export type S3ObjectInput = Pick<S3PutInput, 'size' | 'eTag' | 'versionId'> & {
  /** Default `ObjectCreated:Put`. */
  readonly eventName?: (typeof CREATED)[number] | undefined
}

/** What there is to say of an object that was removed. */
export type S3RemovalInput = Pick<S3DeleteInput, 'versionId'> & {
  /** Default `ObjectRemoved:Delete`; `ObjectRemoved:DeleteMarkerCreated` in buckets with versioning. */
  readonly eventName?: (typeof REMOVED)[number] | undefined
}

const WHERE = 'sources.s3()'
const HOW_FILTERED =
  'A key is matched with filter.prefix and filter.suffix as it was put, and what happened with events, as in ' +
  "['s3:ObjectCreated:Put'] (EV-4)."
const LONGEST_KEY = 1024
const ALL: readonly S3EventType[] = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*']

const optionsRule: Rule<Partial<Required<S3Options>>> = fields<Required<S3Options>>({
  bucket: text(undefined, {
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    form: '3 to 63 lower-case letters, digits, . and -',
  }),
  events: list(oneOf(...EVENT_TYPES), 'event types'),
  filter: fields<{ prefix: string; suffix: string }>({ prefix: text(undefined), suffix: text(undefined) }),
})

const PUT_KINDS: Kinds<S3ObjectInput> = {
  size: { wholeFrom: 0 },
  eTag: 'string',
  versionId: 'string',
  eventName: { oneOf: CREATED },
}
const DELETE_KINDS: Kinds<S3RemovalInput> = { versionId: 'string', eventName: { oneOf: REMOVED } }

/**
 * A bucket and a notification of the function. It holds no objects: what the function reads is for a mock of the S3
 * client to answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html
 */
export class S3Source<Payload = unknown> extends PushSource<S3Event, Payload> {
  readonly #bucket: string
  readonly #events: readonly string[]
  readonly #filter: { readonly prefix?: string; readonly suffix?: string }

  constructor(connection: SourceConnection, options?: S3Options) {
    const { bucket = 'my-bucket', events = ALL, filter = {} } = readOptions(WHERE, optionsRule, options)
    super('bucket', connection, { where: WHERE })
    this.#bucket = bucket
    this.#events = events
    this.#filter = filter
  }

  /**
   * An object was created under `key`, which is as you know it; the event carries it URL-encoded (EV-4).
   *
   * @example
   * bucket.put('my photos/cat.jpg', { size: 2048 })
   */
  put(key: string, object?: S3ObjectInput): void {
    const given = readInput<S3ObjectInput>('bucket.put()', object, PUT_KINDS)
    this.#notify('put()', key, (place) => s3Put({ ...given, ...place }))
  }

  /** An object was removed. */
  delete(key: string, removal?: S3RemovalInput): void {
    const given = readInput<S3RemovalInput>('bucket.delete()', removal, DELETE_KINDS)
    this.#notify('delete()', key, (place) => s3Delete({ ...given, ...place }))
  }

  #notify(caller: string, key: string, build: (place: S3DeleteInput) => S3Event): void {
    checkKey(`bucket.${caller}`, key)
    const state = this.state(caller)
    const { target } = state
    const event = build({ bucket: this.#bucket, key, ...placeOf(target, state.count++) })
    if (this.#isNotified(key, event.Records[0]?.eventName ?? '')) handOver(state, event)
    else holdBack(state, [event], HOW_FILTERED)
  }

  #isNotified(key: string, eventName: string): boolean {
    const { prefix = '', suffix = '' } = this.#filter
    const names = [`s3:${eventName}`, `s3:${eventName.split(':')[0] ?? ''}:*`]
    return key.startsWith(prefix) && key.endsWith(suffix) && this.#events.some((type) => names.includes(type))
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
function checkKey(caller: string, key: unknown): void {
  if (typeof key === 'string' && key !== '' && Buffer.byteLength(key) <= LONGEST_KEY) return
  throw new TypeError(`${caller}: the key is ${showValue(key)}: it takes text of 1 to ${LONGEST_KEY} bytes.`)
}

/** Later events have greater sequencers, hexadecimal as S3's are. */
function placeOf({ region, accountId, agenda: { now } }: SourceTarget, count: number): S3DeleteInput {
  const digits = [Math.floor(now).toString(16).padStart(12, '0'), count.toString(16).padStart(6, '0')]
  return { region, accountId, time: now, sequencer: digits.join('').toUpperCase() }
}

/** Connects a bucket's notifications to a function. Throws a `TypeError` for options that S3 refuses. */
export function s3Source<Payload = unknown>(connection: SourceConnection, options?: S3Options): S3Source<Payload> {
  return new S3Source(connection, options)
}
