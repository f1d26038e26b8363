// `globalThis.awslambda`: what the runtime hands to functions and libraries before it loads any of them.

import type { RuntimeRules } from '../sandbox/port.js'
import { HttpResponseStream } from './http-response-stream.js'
import type { InvokeStore } from './invoke-store.js'
import { streamifyResponse } from './streamify.js'

export interface Awslambda {
  /** nodejs24.x only (CTX-14). */
  InvokeStore?: InvokeStore
  streamifyResponse: typeof streamifyResponse
  HttpResponseStream: typeof HttpResponseStream
}

/** The global of one environment: a fresh object, since functions may write to it (CTX-14). */
export function createAwslambda(rules: RuntimeRules, store: InvokeStore): Awslambda {
  return rules === 'nodejs24.x'
    ? { InvokeStore: store, streamifyResponse, HttpResponseStream }
    : { streamifyResponse, HttpResponseStream }
}

/** Whether the environment has the global at all: a variable can switch it off (CTX-14, ENV-10). */
export function hasAwslambda(variables: Readonly<Record<string, string | undefined>>): boolean {
  const off = variables['AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA']
  return off !== '1' && off !== 'true'
}
