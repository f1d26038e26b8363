// An event becomes the payload's JSON text, of a size that the service takes.

import { LambdaServiceException } from './exceptions.js'
import { losslessJson } from './lossless-json.js'

/** LIM-1: 6 MB for a synchronous request. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const REQUEST_LIMIT_BYTES: number = 6 * 1024 * 1024

/** A UTF-16 unit takes at most three bytes in UTF-8: shorter texts need not be measured. */
const SURELY_WITHIN_LIMIT = REQUEST_LIMIT_BYTES / 3

/**
 * JSON text of `event`; nothing given is `{}` (HND-2). Throws a `TypeError` for what JSON would lose, and
 * `RequestTooLargeException` beyond the limit.
 */
export function eventPayload(event: unknown): string {
  if (event === undefined) return '{}'
  const text = losslessJson('event', event)
  if (text.length > SURELY_WITHIN_LIMIT) refuseOversize(Buffer.byteLength(text))
  return text
}

function refuseOversize(bytes: number): void {
  if (bytes <= REQUEST_LIMIT_BYTES) return
  throw new LambdaServiceException(
    'RequestTooLargeException',
    `Request must be smaller than ${REQUEST_LIMIT_BYTES} bytes for the InvokeFunction operation: this event is ${bytes} bytes of JSON`,
  )
}
