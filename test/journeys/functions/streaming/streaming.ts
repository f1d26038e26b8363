// A lambda of an inline streaming handler, which is marked inside, where awslambda is.

import type { Context } from 'aws-lambda'
import { type Lambda, type LambdaConfig, loader, withLambda } from 'vitest-lambda'

/** What a streaming handler writes to, as AWS's types have it. */
export type Stream = awslambda.HttpResponseStream

export type StreamingHandler = (event: unknown, stream: Stream, context: Context) => unknown

export interface StreamingOptions {
  readonly highWaterMark?: number
}

export function streaming(
  handler: StreamingHandler,
  config: LambdaConfig = {},
  options?: StreamingOptions,
): Lambda<unknown, unknown> {
  // The types of awslambda do not know the options.
  const marked = (): unknown => Reflect.apply(awslambda.streamifyResponse, awslambda, [handler, options])
  return withLambda(
    loader(() => ({ handler: marked() as (event: unknown) => unknown })),
    { console: 'silent', ...config },
  )
}
