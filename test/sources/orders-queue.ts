// What tests of queues need: a queue with a function behind it, and what the function got of it.

import { sqsSource, type SqsSource } from '../../src/sources/sqs.js'
import type { SqsOptions } from '../../src/sources/sqs-options.js'
import { FakeTarget, type Respond } from './fake-target.js'

/** What a test reads of an event. */
export interface Delivered {
  readonly Records: {
    readonly messageId: string
    readonly body: string
    readonly attributes: Readonly<Record<string, string>>
  }[]
}

export const REPORTS = { functionResponseTypes: ['ReportBatchItemFailures'] } as const

export function queueFor(
  respond: Respond = () => null,
  options: SqsOptions = {},
  timing: { readonly takesMs?: number; readonly timeoutMs?: number } = {},
): { readonly queue: SqsSource; readonly target: FakeTarget } {
  const target = new FakeTarget(respond, timing)
  return { queue: sqsSource(target, options), target }
}

/** Fails the messages whose body is one of these, as a function with partial batch responses does. */
export function failing(...wanted: string[]): Respond {
  return ({ Records }: Delivered) => ({
    batchItemFailures: Records.filter(({ body }) => wanted.includes(body)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  })
}

/** The bodies of each event. */
export function bodies({ events }: FakeTarget): string[][] {
  return events.map(({ event }) => (event as Delivered).Records.map(({ body }) => body))
}

/** When each event came, in ms since the beginning, and its bodies. */
export function deliveries(target: FakeTarget): [number, ...string[]][] {
  const texts = bodies(target)
  return target.events.map(({ atMs }, index) => [atMs, ...(texts[index] ?? [])])
}

export function boom(): never {
  throw new Error('boom')
}
