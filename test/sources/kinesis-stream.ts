// What tests of streams need of a Kinesis stream: a function behind it, and its events and rounds in short.

import type { KinesisStreamEvent } from 'aws-lambda'
import { kinesisSource, type KinesisOptions, type KinesisSource } from '../../src/sources/kinesis.js'
import type { StreamRound } from '../../src/sources/stream-round.js'
import { FakeTarget, Throttled, type Respond } from './fake-target.js'

export type Event = KinesisStreamEvent & { readonly [Key in 'state' | 'isFinalInvokeForWindow']: unknown }

export const decode = ({ Records }: Pick<Event, 'Records'>): string[] =>
  Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString())
export const delivered = (target: FakeTarget): string[][] => target.events.map(({ event }) => decode(event as Event))
export const outcomes = (rounds: readonly StreamRound[]): string[] =>
  rounds.map(({ records }) => records.map(({ outcome, attempts }) => `${outcome} ${attempts}`).join(', '))
export const minute = 60_000

export function stream(
  respond: Respond,
  options: KinesisOptions = {},
  timing: { readonly takesMs?: number } = {},
): { readonly target: FakeTarget; readonly source: KinesisSource } {
  const target = new FakeTarget(respond, timing)
  return { target, source: kinesisSource(target, options) }
}

/** Fails while `bad` is in the batch. */
export const failsOn =
  (bad: string): Respond =>
  (event) => {
    if (decode(event).includes(bad)) throw new Error(`cannot process ${bad}`)
  }

export const throttles: Respond = () => {
  throw new Throttled('Rate Exceeded.')
}
