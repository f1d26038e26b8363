// The Context object that a handler gets as its second argument.

import type { Invocation, RuntimeRules } from '../sandbox/port.js'
import { CLIENT_CONTEXT, COGNITO_IDENTITY, parseHeader } from './client-json.js'
import { MAX_CONCURRENCY } from './multi-concurrency.js'
import { RuntimeFault } from './runtime-fault.js'

/** What every handler finds on its context, whichever rules apply. */
export interface LambdaContext {
  clientContext: unknown
  identity: unknown
  invokedFunctionArn: string
  awsRequestId: string
  tenantId: string | undefined
  /** Milliseconds until the deadline; negative after it (CTX-4). */
  getRemainingTimeInMillis: () => number
  functionName: string | undefined
  functionVersion: string | undefined
  /** A string, as it comes from the environment variable (CTX-3). */
  memoryLimitInMB: string | undefined
  logGroupName: string | undefined
  logStreamName: string | undefined
  /** nodejs24.x only (CTX-1). */
  xRayTraceId?: string | undefined
  /** The rest: nodejs22.x only (CTX-2). */
  callbackWaitsForEmptyEventLoop?: boolean
  succeed?: (...args: unknown[]) => void
  fail?: (...args: unknown[]) => void
  done?: (...args: unknown[]) => void
}

/** The environment's `process.env`: what it reads now, and where the trace id goes (CTX-13). */
export type Variables = Map<string, string>

/**
 * The context of one invocation, its keys in the client's order (CTX-1, CTX-2). Sets or deletes `_X_AMZN_TRACE_ID` in
 * `variables`, as AWS's client does before it enters the handler (CTX-13). `now` is the environment's clock.
 * Throws a `RuntimeFault` for a malformed client context or identity (CTX-12), and on nodejs24.x for a variable that
 * the function deleted from its `process.env` (ENV-10); `fatal` says that the process ends of it.
 */
export function createContext(
  rules: RuntimeRules,
  invocation: Invocation,
  variables: Variables,
  now: () => number,
): LambdaContext {
  return rules === 'nodejs24.x' ? context24(invocation, variables, now) : context22(invocation, variables, now)
}

function context24(invocation: Invocation, variables: Variables, now: () => number): LambdaContext {
  const { deadline } = invocation
  const functionName = variables.get('AWS_LAMBDA_FUNCTION_NAME')
  const functionVersion = variables.get('AWS_LAMBDA_FUNCTION_VERSION')
  const memoryLimitInMB = variables.get('AWS_LAMBDA_FUNCTION_MEMORY_SIZE')
  const logGroupName = variables.get('AWS_LAMBDA_LOG_GROUP_NAME')
  const logStreamName = variables.get('AWS_LAMBDA_LOG_STREAM_NAME')
  if (!functionName || !functionVersion || !memoryLimitInMB || !logGroupName || !logStreamName) {
    throw missingVariables(variables)
  }
  const context: LambdaContext = {
    clientContext: parseHeader(invocation.clientContext, CLIENT_CONTEXT, 'nodejs24.x'),
    identity: parseHeader(invocation.cognitoIdentity, COGNITO_IDENTITY, 'nodejs24.x'),
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    tenantId: invocation.tenantId,
    // The client has an empty text where no header was sent (LAB).
    xRayTraceId: invocation.traceId ?? '',
    getRemainingTimeInMillis: () => Math.floor(deadline) - now(),
    functionName,
    functionVersion,
    memoryLimitInMB,
    logGroupName,
    logStreamName,
  }
  forwardTraceId(invocation.traceId, variables)
  return context
}

function context22(invocation: Invocation, variables: Variables, now: () => number): LambdaContext {
  const { deadline } = invocation
  let waits = true
  forwardTraceId(invocation.traceId, variables)
  return {
    get callbackWaitsForEmptyEventLoop() {
      return waits
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waits = value
    },
    // Their places in the key order; entering the handler puts the real ones there.
    succeed: notEntered,
    fail: notEntered,
    done: notEntered,
    functionVersion: variables.get('AWS_LAMBDA_FUNCTION_VERSION'),
    functionName: variables.get('AWS_LAMBDA_FUNCTION_NAME'),
    memoryLimitInMB: variables.get('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
    logGroupName: variables.get('AWS_LAMBDA_LOG_GROUP_NAME'),
    logStreamName: variables.get('AWS_LAMBDA_LOG_STREAM_NAME'),
    clientContext: parseHeader(invocation.clientContext, CLIENT_CONTEXT, 'nodejs22.x'),
    identity: parseHeader(invocation.cognitoIdentity, COGNITO_IDENTITY, 'nodejs22.x'),
    invokedFunctionArn: invocation.functionArn,
    awsRequestId: invocation.requestId,
    tenantId: invocation.tenantId,
    getRemainingTimeInMillis: () => Math.floor(deadline) - now(),
  }
}

function notEntered(): void {}

/** Invocations that run at once share `process.env`: no variable could be right for each of them (LMI-3). */
function forwardTraceId(traceId: string | undefined, variables: Variables): void {
  if (variables.has(MAX_CONCURRENCY)) return
  if (traceId) variables.set('_X_AMZN_TRACE_ID', traceId)
  else variables.delete('_X_AMZN_TRACE_ID')
}

/** The variables without which nodejs24.x builds no context, in the order its client names them (ENV-10). */
const REQUIRED: readonly string[] = [
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
]

function missingVariables(variables: Variables): RuntimeFault {
  const missing = REQUIRED.filter((name) => !variables.get(name))
  const message = `Missing required environment variables: ${missing.join(', ')}`
  return new RuntimeFault('Runtime.PlatformError', message, 'nodejs24.x', { fatal: true })
}
