import { describe, expect, test } from 'vitest'
import { isThrottle, LambdaServiceException, type ServiceExceptionName } from '../../src/invoke/exceptions.js'

describe('LambdaServiceException', () => {
  test.each<[ServiceExceptionName, number]>([
    ['InvalidParameterValueException', 400],
    ['InvalidRequestContentException', 400],
    ['ResourceNotFoundException', 404],
    ['ResourceConflictException', 409],
    ['RequestTooLargeException', 413],
    ['TooManyRequestsException', 429],
  ])('%s has the HTTP status %i of AWS, and says whose doing it is [API-6, API-7]', (name, statusCode) => {
    const error = new LambdaServiceException(name, 'refused')
    expect(error).toBeInstanceOf(Error)
    expect({ ...error, message: error.message }).toEqual({ name, statusCode, Type: 'User', message: 'refused' })
    expect(String(error)).toBe(`${name}: refused`)
  })

  test('of a throttled invocation has its reason, and when to come again [API-8]', () => {
    const reason = 'ReservedFunctionConcurrentInvocationLimitExceeded'
    const error = new LambdaServiceException('TooManyRequestsException', 'Rate Exceeded.', { reason })
    expect(error).toMatchObject({ Reason: reason, retryAfterSeconds: '1' })
    expect([error, new LambdaServiceException('RequestTooLargeException', ''), 429].map(isThrottle)).toEqual([
      true,
      false,
      false,
    ])
  })
})
