// What the Lambda service refuses: errors named and numbered as AWS does, with AWS's members.

/** Names of the service exceptions that are thrown here, and their HTTP status (API-7). */
const statuses = {
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  ResourceNotFoundException: 404,
  ResourceConflictException: 409,
  RequestTooLargeException: 413,
  TooManyRequestsException: 429,
} as const

/** Name of a service exception. */
export type ServiceExceptionName = keyof typeof statuses

/** Why an invocation was throttled (API-8), as far as it can be here. */
export type ThrottleReason = 'ReservedFunctionConcurrentInvocationLimitExceeded'

/**
 * The service refused the request: the function did not run. `name`, `statusCode`, `Type`, and of a throttled invocation
 * `Reason` and `retryAfterSeconds` (text, as the SDK has it), are AWS's.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export class LambdaServiceException extends Error {
  override readonly name: ServiceExceptionName
  readonly statusCode: number
  /** Every refusal here is the caller's doing. */
  readonly Type = 'User'
  readonly Reason?: ThrottleReason
  readonly retryAfterSeconds?: string

  constructor(name: ServiceExceptionName, message: string, throttle?: { readonly reason: ThrottleReason }) {
    super(message)
    this.name = name
    this.statusCode = statuses[name]
    if (!throttle) return
    this.Reason = throttle.reason
    this.retryAfterSeconds = '1'
  }
}

/** Whether the service throttled an invocation, which an asynchronous event and an event source try again (CON-3). */
export function isThrottle(error: unknown): error is LambdaServiceException {
  return error instanceof LambdaServiceException && error.name === 'TooManyRequestsException'
}
