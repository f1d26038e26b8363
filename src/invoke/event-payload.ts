// An event becomes the payload's JSON text, of a size that the service takes.

import { LambdaServiceException } from './exceptions.js'
import { losslessJson } from './lossless-json.js'

/** Whether the caller waits for the answer, hands the event over, or only asks whether it might (API-2). */
export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun'

/** LIM-1: 6 MB for a synchronous request. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const REQUEST_LIMIT_BYTES: number = 6 * 1024 * 1024
/** LIM-1: 1 MB for an asynchronous one. Same source. */
const EVENT_LIMIT_BYTES = 1024 * 1024

/**
 * JSON text of `event`; nothing given is `{}` (HND-2). Throws a `TypeError` for what JSON would lose, and
 * `RequestTooLargeException` beyond the limit.
 */
export function eventPayload(event: unknown, type: InvocationType): string {
  if (event === undefined) return '{}'
  const text = losslessJson('event', event)
  const limit = type === 'Event' ? EVENT_LIMIT_BYTES : REQUEST_LIMIT_BYTES
  // A UTF-16 unit takes at most three bytes in UTF-8: shorter texts need not be measured.
  if (text.length > limit / 3) refuseOversize(Buffer.byteLength(text), limit, type)
  return text
}

function refuseOversize(bytes: number, limit: number, type: InvocationType): void {
  if (bytes <= limit) return
  const operation = type === 'Event' ? 'InvokeFunction operation with invocationType Event' : 'InvokeFunction operation'
  throw new LambdaServiceException(
    'RequestTooLargeException',
    `Request must be smaller than ${limit} bytes for the ${operation}: this event is ${bytes} bytes of JSON`,
  )
}
