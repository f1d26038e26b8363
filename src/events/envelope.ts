// Events of one source with a record for each input: what the builders of Firehose, Kafka, brokers and DocumentDB share.

import type { BatchInput, RecordPlace } from './batch.js'
import { type Kinds, readInputs, show } from './input.js'
import { type FullOrigin, originOf } from './origin.js'
import { merge } from './overrides.js'

/** What a builder of such events was called with. */
export interface EnvelopeCall<Input> {
  readonly where: string
  readonly input: Input | readonly Input[] | undefined
  readonly kinds: Kinds<Input>
  /** The keys that speak of the source, of which an event has one: they are given in any input, and agree in all. */
  readonly shared: readonly (keyof Input & string)[]
}

/** A record for each input, with its overrides, and what is true of them all. */
export interface Envelope<Input, Rec> {
  /** The shared keys that were given. */
  readonly source: Partial<Input>
  /** Where the event comes from; its time is that of the first record. */
  readonly origin: FullOrigin
  readonly records: readonly Rec[]
}

/** Reads the inputs and makes the records. Throws a `TypeError` where inputs disagree about their source. */
export function envelopeOf<Input extends BatchInput<Rec>, Rec>(
  { where, input, kinds, shared }: EnvelopeCall<Input>,
  recordOf: (input: Input, place: RecordPlace) => Rec,
): Envelope<Input, Rec> {
  const inputs = readInputs(where, input, kinds)
  const source = Object.fromEntries(
    shared.map((key) => [
      key,
      agreed(
        where,
        key,
        inputs.map((one) => one.input[key]),
      ),
    ]),
  ) as Partial<Input>
  const places = inputs.map((one, index) => ({
    where: one.where,
    index,
    origin: originOf(one.where, { ...one.input, ...source }),
  }))
  const records = inputs.map((one, index) => {
    const record = recordOf({ ...one.input, ...source }, places[index] as RecordPlace)
    return merge(record, one.input.record) as Rec
  })
  return { source, origin: (places[0] as RecordPlace).origin, records }
}

function agreed(where: string, key: string, given: readonly unknown[]): unknown {
  const [first, second] = new Set(given.filter((value) => value !== undefined))
  if (second === undefined) return first
  throw new TypeError(
    `${where}: ${key} is ${show(first)} in one input and ${show(second)} in another, and an event has one source. ` +
      `Give ${key} once, or make two events.`,
  )
}
