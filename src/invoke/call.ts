// What one call of `invoke` asks for: checked as the service checks it, before anything runs.

import type { Request } from '../environment/environment.js'
import { LambdaServiceException } from './exceptions.js'
import { eventPayload, type InvocationType } from './event-payload.js'
import { type InvocationHeaders, type AnyInvokeOptions, readOptions } from './options.js'

/** The version that is asked for, and the function it is a version of. */
export interface CalledFunction {
  /** With the qualifier only where one was given (CTX-6). */
  readonly functionArn: string
  readonly timeoutMs: number
  /** `tenancyConfig`: each tenant has environments of its own. */
  readonly isolatesTenants: boolean
  /** A new request id: a lower-case UUID (CTX-5). */
  readonly requestId: () => string
  /** A new X-Ray trace header, for a call that brings none (CTX-13). */
  readonly traceId: () => string
}

/** One request to the service. */
export interface Call {
  readonly type: InvocationType
  readonly request: Request
  /** Whose environments it may run in, where tenants have their own. */
  readonly tenant: string | undefined
  /** `logType: 'Tail'`, of which only a caller who waits has anything (LOG-21). */
  readonly tail: boolean
  readonly deliverTwice: boolean
}

const noHeaders: InvocationHeaders = {}

/** Throws what the service refuses, and guides for what is no option or no JSON. */
export function readCall(target: CalledFunction, event: unknown, options: AnyInvokeOptions | undefined): Call {
  const headers = options === undefined ? noHeaders : readOptions(options, target.timeoutMs)
  const type = options?.invocationType ?? 'RequestResponse'
  const payload = eventPayload(event, type)
  checkTenant(target, headers.tenantId)
  const request: Request = {
    requestId: target.requestId(),
    traceId: target.traceId(),
    event: payload,
    functionArn: target.functionArn,
    ...(options && (type === 'Event' ? withoutClientContext(headers) : headers)),
  }
  const tenant = target.isolatesTenants ? headers.tenantId : undefined
  return {
    type,
    request,
    tenant,
    tail: type === 'RequestResponse' && options?.logType === 'Tail',
    deliverTwice: options !== undefined && 'deliverTwice' in options && options.deliverTwice === true,
  }
}

/** ASY-9: asynchronous invocations do not get it. */
function withoutClientContext(headers: InvocationHeaders): InvocationHeaders {
  const { clientContext: _, ...others } = headers
  return others
}

/** TEN-1. Source: https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation-invoke.html */
function checkTenant({ isolatesTenants, functionArn }: CalledFunction, tenantId: string | undefined): void {
  if (isolatesTenants === (tenantId !== undefined)) return
  const name = functionArn.split(':')[6]
  throw new LambdaServiceException(
    'InvalidParameterValueException',
    isolatesTenants
      ? `'${name}' has a tenancy configuration, so each invocation names its tenant: invoke(…, { tenantId: 'blue' }).`
      : `'${name}' has no tenancy configuration: leave tenantId out, or give the function ` +
          "{ tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } }.",
  )
}
