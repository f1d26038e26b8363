// The options of one invocation: the Invoke API's, checked before anything runs.

import { CONFIG_RULES } from '../function/config-rules.js'
import { nearest } from '../function/nearest.js'
import { isRecord, showValue } from '../function/show-value.js'
import { LambdaServiceException } from './exceptions.js'
import { losslessJson } from './lossless-json.js'

/** What every request to the service can say, named as in the Invoke API. */
interface RequestOptions {
  /** `'Tail'`: `logResult` holds base64 of the last 4,096 bytes of the log (LOG-21). Default `'None'`. */
  readonly logType?: 'None' | 'Tail'
  /**
   * Becomes `context.clientContext`, unchanged; at most 3,583 bytes of base64 (CTX-11). Queued events do not carry it
   * (ASY-9).
   */
  readonly clientContext?: object
  /** A version such as `'1'`, an alias, or `'$LATEST'` (default): `context.invokedFunctionArn` ends with it (CTX-6). */
  readonly qualifier?: string
  /** Becomes `context.identity` (CTX-9). */
  readonly cognitoIdentity?: { readonly cognitoIdentityId: string; readonly cognitoIdentityPoolId: string }
  /**
   * X-Ray trace header: `_X_AMZN_TRACE_ID` inside, `context.xRayTraceId` on nodejs24.x; a new one that is not sampled by
   * default (CTX-13).
   */
  readonly traceId?: string
  /**
   * Becomes `context.tenantId`: 1 to 256 characters of `a-zA-Z0-9._:/=+-@` and space. A function with `tenancyConfig` takes
   * it in each invocation, any other in none (TEN-1).
   */
  readonly tenantId?: string
  /**
   * Enter the handler with that much time left: a whole number of ms, at most the function's timeout. REPORT's Duration
   * of a timeout is then as short.
   */
  readonly remainingTimeInMillis?: number
}

/**
 * Options of an invocation that runs the function, named as in the Invoke API.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export interface InvokeOptions extends RequestOptions {
  /** Default `'RequestResponse'`. For `'Event'` and `'DryRun'`, see `UnexecutedOptions`. */
  readonly invocationType?: 'RequestResponse'
}

/** Options of a request that does not run the function now. */
export interface UnexecutedOptions extends RequestOptions {
  /**
   * `'Event'`: hands the event over and resolves with status code 202; the function runs when the test calls `settled()`.
   * `'DryRun'`: checks the request and resolves with 204 (API-2).
   */
  readonly invocationType: 'Event' | 'DryRun'
  /** Of an `'Event'`: it is delivered once more after it succeeded, as the queue may do (ASY-1). Default false. */
  readonly deliverTwice?: boolean
}

/** Whatever a call of `invoke` may say. */
export type AnyInvokeOptions = InvokeOptions | UnexecutedOptions

/** What of the options travels with the invocation: JSON texts, as the Runtime API's headers carry them. */
export interface InvocationHeaders {
  clientContext?: string
  cognitoIdentity?: string
  traceId?: string
  tenantId?: string
  timeoutMs?: number
}

/** Checks `options`; an unknown or illegal one is an error that says what is legal. */
export function readOptions(options: AnyInvokeOptions, functionTimeoutMs: number): InvocationHeaders {
  if (!isRecord(options)) throw new TypeError(`invoke(): options are ${showValue(options)}: they take a plain object.`)
  const headers: InvocationHeaders = {}
  for (const [key, value] of Object.entries(options)) {
    if (!isOption(key)) throw unknownOption(key)
    if (value !== undefined) readers[key](value, headers, functionTimeoutMs)
  }
  if ('deliverTwice' in options && options.deliverTwice && options.invocationType !== 'Event') {
    throw new TypeError("invoke(): deliverTwice is for queued events: add invocationType: 'Event'.")
  }
  return headers
}

/** Checks one option and puts what travels of it into the headers. */
type Reader = (value: unknown, headers: InvocationHeaders, functionTimeoutMs: number) => void

const readers: { readonly [Option in keyof UnexecutedOptions]-?: Reader } = {
  invocationType: readInvocationType,
  logType: readLogType,
  clientContext: readClientContext,
  qualifier: readQualifier,
  cognitoIdentity: readCognitoIdentity,
  traceId: readTraceId,
  tenantId: readTenantId,
  remainingTimeInMillis: readRemainingTime,
  deliverTwice: readDeliverTwice,
}

function unknownOption(key: string): TypeError {
  if (Object.hasOwn(CONFIG_RULES, key)) {
    const less = key === 'timeout' ? '. To enter the handler with less time left, use remainingTimeInMillis' : ''
    return new TypeError(`invoke(): '${key}' belongs to the function: withLambda(…, { ${key} })${less}.`)
  }
  const known = Object.keys(readers)
  const meant = nearest(key, known)
  const hint = meant === undefined ? `the options are ${known.join(', ')}` : `did you mean ${meant}?`
  return new TypeError(`invoke(): unknown option '${key}': ${hint}`)
}

function isOption(key: string): key is keyof UnexecutedOptions {
  return Object.hasOwn(readers, key)
}

function readInvocationType(type: unknown): void {
  if (type === 'RequestResponse' || type === 'Event' || type === 'DryRun') return
  throw new TypeError(
    `invoke(): invocationType is ${showValue(type)}: it takes 'RequestResponse', 'Event' or 'DryRun'.`,
  )
}

/** CP-7. Whether there is one is for whoever has them to say. */
function readQualifier(qualifier: unknown): void {
  if (typeof qualifier === 'string' && qualifier !== '') return
  throw new TypeError(`invoke(): qualifier is ${showValue(qualifier)}: it takes a version such as '1', or an alias.`)
}

function readDeliverTwice(value: unknown): void {
  if (typeof value === 'boolean') return
  throw new TypeError(`invoke(): deliverTwice is ${showValue(value)}: it takes true or false.`)
}

function readLogType(type: unknown): void {
  if (type === 'None' || type === 'Tail') return
  throw new TypeError(`invoke(): logType is ${showValue(type)}: it takes 'None' or 'Tail'.`)
}

/** CTX-11. Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (X-Amz-Client-Context) */
const CLIENT_CONTEXT_LIMIT = 3583

function readClientContext(value: unknown, headers: InvocationHeaders): void {
  if (!isRecord(value)) {
    throw new TypeError(`invoke(): clientContext is ${showValue(value)}: it takes a plain object.`)
  }
  const text = losslessJson('clientContext', value)
  const bytes = Math.ceil(Buffer.byteLength(text) / 3) * 4
  if (bytes > CLIENT_CONTEXT_LIMIT) {
    throw new LambdaServiceException(
      'InvalidRequestContentException',
      `invoke(): clientContext is ${bytes} bytes of base64; AWS takes at most ${CLIENT_CONTEXT_LIMIT}.`,
    )
  }
  headers.clientContext = text
}

function readCognitoIdentity(value: unknown, headers: InvocationHeaders): void {
  const ids = isRecord(value) ? [value['cognitoIdentityId'], value['cognitoIdentityPoolId']] : []
  if (ids.length === 0 || !ids.every((id) => typeof id === 'string')) {
    throw new TypeError('invoke(): cognitoIdentity takes { cognitoIdentityId, cognitoIdentityPoolId }, both texts.')
  }
  headers.cognitoIdentity = JSON.stringify(value)
}

/**
 * Fields of whatever names, as services add them, with a Root of whatever form, since a test may make one up.
 * Source: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
const TRACE_HEADER = /^(?:[^\s;=]+=[^\s;]*; ?)*Root=[^\s;]+(?:; ?[^\s;=]+=[^\s;]*)*;?$/

function readTraceId(value: unknown, headers: InvocationHeaders): void {
  if (typeof value !== 'string' || !TRACE_HEADER.test(value)) {
    throw new TypeError(
      `invoke(): traceId is ${showValue(value)}: it takes the text of an X-Ray trace header, with a Root, like ` +
        `'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'.`,
    )
  }
  headers.traceId = value
}

/** TEN-1. Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (X-Amz-Tenant-Id) */
const TENANT_ID = /^[a-zA-Z0-9._:/=+\-@ ]{1,256}$/

function readTenantId(value: unknown, headers: InvocationHeaders): void {
  if (typeof value !== 'string' || !TENANT_ID.test(value)) {
    throw new LambdaServiceException(
      'InvalidParameterValueException',
      `invoke(): tenantId is ${showValue(value)}: it takes 1 to 256 characters of a-z A-Z 0-9 . _ : / = + - @ and space.`,
    )
  }
  headers.tenantId = value
}

function readRemainingTime(value: unknown, headers: InvocationHeaders, functionTimeoutMs: number): void {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > functionTimeoutMs) {
    throw new RangeError(
      `invoke(): remainingTimeInMillis is ${showValue(value)}; it takes a whole number from 1 to at most the function's ` +
        `timeout, ${functionTimeoutMs} ms.`,
    )
  }
  headers.timeoutMs = value as number
}
