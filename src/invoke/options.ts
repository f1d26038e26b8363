// The options of one invocation: the Invoke API's, checked before anything runs.

import { LambdaServiceException } from './exceptions.js'

/**
 * Options of one invocation, named as in the Invoke API.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export interface InvokeOptions {
  /** Only `'RequestResponse'` (default) is built yet; `'Event'` and `'DryRun'` are refused with that reason. */
  readonly invocationType?: 'RequestResponse' | 'Event' | 'DryRun'
  /** `'Tail'`: `logResult` holds base64 of the last 4,096 bytes of the log (LOG-21). Default `'None'`. */
  readonly logType?: 'None' | 'Tail'
  /** Becomes `context.clientContext`, unchanged; at most 3,583 bytes of base64 (CTX-11). */
  readonly clientContext?: object
  /** A version or alias. Not built yet: refused with that reason. */
  readonly qualifier?: string
  /** Becomes `context.identity` (CTX-9). */
  readonly cognitoIdentity?: { readonly cognitoIdentityId: string; readonly cognitoIdentityPoolId: string }
  /** X-Ray trace header: `_X_AMZN_TRACE_ID` inside (CTX-13). */
  readonly traceId?: string
  /** Becomes `context.tenantId` (TEN-1): 1 to 256 characters of `a-zA-Z0-9._:/=+-@` and space. */
  readonly tenantId?: string
  /** Enter the handler with that much time left, in ms: at most the function's timeout. */
  readonly remainingTimeInMillis?: number
}

/** CTX-11. Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (X-Amz-Client-Context) */
const CLIENT_CONTEXT_LIMIT = 3583

/** TEN-1. Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (X-Amz-Tenant-Id) */
const TENANT_ID = /^[a-zA-Z0-9._:/=+\-@ ]{1,256}$/

/** Names this version knows but does not carry out yet, with what to do meanwhile. */
const notBuilt: Partial<Record<keyof InvokeOptions, (value: unknown) => string | undefined>> = {
  invocationType: (value) =>
    value === 'RequestResponse' ? undefined : `invocationType: '${String(value)}' is not built yet: only 'RequestResponse' is.`,
  qualifier: () => 'qualifier is not built yet: versions and aliases are to come.',
}

const known: ReadonlySet<string> = new Set<keyof InvokeOptions>([
  'invocationType',
  'logType',
  'clientContext',
  'qualifier',
  'cognitoIdentity',
  'traceId',
  'tenantId',
  'remainingTimeInMillis',
])

/** What of the options travels with the invocation: JSON texts, as the Runtime API's headers carry them. */
export interface InvocationHeaders {
  clientContext?: string
  cognitoIdentity?: string
  traceId?: string
  tenantId?: string
  timeoutMs?: number
}

/** Checks `options`; an unknown or illegal one is an error that says what is legal. */
export function readOptions(options: InvokeOptions, functionTimeoutMs: number): InvocationHeaders {
  for (const [key, value] of Object.entries(options)) {
    if (!known.has(key)) throw new TypeError(`invoke(): unknown option '${key}'. Known: ${[...known].join(', ')}.`)
    const reason = value === undefined ? undefined : notBuilt[key as keyof InvokeOptions]?.(value)
    if (reason !== undefined) throw new TypeError(`invoke(): ${reason}`)
  }
  const headers: InvocationHeaders = {}
  if (options.clientContext !== undefined) headers.clientContext = clientContextHeader(options.clientContext)
  if (options.cognitoIdentity !== undefined) headers.cognitoIdentity = JSON.stringify(options.cognitoIdentity)
  if (options.traceId !== undefined) headers.traceId = options.traceId
  if (options.tenantId !== undefined) headers.tenantId = checkTenantId(options.tenantId)
  if (options.remainingTimeInMillis !== undefined) {
    headers.timeoutMs = checkRemainingTime(options.remainingTimeInMillis, functionTimeoutMs)
  }
  return headers
}

function clientContextHeader(clientContext: object): string {
  const text = JSON.stringify(clientContext)
  const bytes = Math.ceil(Buffer.byteLength(text) / 3) * 4
  if (bytes <= CLIENT_CONTEXT_LIMIT) return text
  throw new LambdaServiceException(
    'InvalidRequestContentException',
    `invoke(): clientContext is ${bytes} bytes of base64; AWS takes at most ${CLIENT_CONTEXT_LIMIT}.`,
  )
}

function checkTenantId(tenantId: string): string {
  if (TENANT_ID.test(tenantId)) return tenantId
  throw new LambdaServiceException(
    'InvalidParameterValueException',
    `invoke(): tenantId ${JSON.stringify(tenantId)} is not legal: 1 to 256 characters of a-z A-Z 0-9 . _ : / = + - @ and space.`,
  )
}

function checkRemainingTime(ms: number, functionTimeoutMs: number): number {
  if (Number.isFinite(ms) && ms > 0 && ms <= functionTimeoutMs) return ms
  throw new RangeError(
    `invoke(): remainingTimeInMillis is ${ms}; legal is more than 0 and at most the function's timeout, ${functionTimeoutMs} ms.`,
  )
}
