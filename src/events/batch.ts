// Events with a record for each input: what the builders of S3, DynamoDB, SQS and Kinesis have in common.

import { type Kinds, readInputs } from './input.js'
import { type FullOrigin, type Origin, ORIGIN_KINDS, originOf } from './origin.js'
import { type DeepPartial, merge, withOverrides } from './overrides.js'

/** What every input of a batch takes. */
export interface BatchInput<Rec> extends Origin {
  /** Overrides for this one record. */
  readonly record?: DeepPartial<Rec> | undefined
}

export const BATCH_KINDS: Kinds<BatchInput<unknown>> = { ...ORIGIN_KINDS, record: 'object' }

/** Where a record stands in its batch. */
export interface RecordPlace {
  /** The builder, and which of several inputs: how errors begin. */
  readonly where: string
  readonly index: number
  readonly origin: FullOrigin
}

/** What a builder of batches was called with. */
export interface BatchCall<Input, Rec> {
  readonly where: string
  readonly input: Input | readonly Input[] | undefined
  readonly kinds: Kinds<Input>
  readonly overrides: DeepPartial<{ Records: Rec[] }> | undefined
}

/** The event: a record for each input, with the overrides of that record, and those of the whole event last. */
export function batchOf<Input extends BatchInput<Rec>, Rec>(
  call: BatchCall<Input, Rec>,
  recordOf: (input: Input, place: RecordPlace) => NoInfer<Rec>,
): { Records: Rec[] } {
  const Records = readInputs(call.where, call.input, call.kinds).map(({ where, input }, index) => {
    const record = recordOf(input, { where, index, origin: originOf(where, input) })
    return merge(record, input.record) as Rec
  })
  return withOverrides(call.where, { Records }, call.overrides)
}
