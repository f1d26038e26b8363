// What the Lambda service refuses: errors named and numbered as AWS does.

/** Names of the service exceptions that `invoke` can reject with, and their HTTP status (API-7). */
const statuses = {
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  ResourceNotFoundException: 404,
  RequestTooLargeException: 413,
} as const

/** Name of a service exception. */
export type ServiceExceptionName = keyof typeof statuses

/**
 * The service refused the request: the function did not run. `name` and `statusCode` are AWS's.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export class LambdaServiceException extends Error {
  override readonly name: ServiceExceptionName
  readonly statusCode: number

  constructor(name: ServiceExceptionName, message: string) {
    super(message)
    this.name = name
    this.statusCode = statuses[name]
  }
}
