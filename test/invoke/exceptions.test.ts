import { describe, expect, test } from 'vitest'
import { LambdaServiceException, type ServiceExceptionName } from '../../src/invoke/exceptions.js'

describe('LambdaServiceException', () => {
  test.each<[ServiceExceptionName, number]>([
    ['InvalidParameterValueException', 400],
    ['InvalidRequestContentException', 400],
    ['ResourceNotFoundException', 404],
    ['RequestTooLargeException', 413],
  ])('%s has the HTTP status %i of AWS [API-7]', (name, statusCode) => {
    const error = new LambdaServiceException(name, 'refused')
    expect(error).toBeInstanceOf(Error)
    expect({ ...error, message: error.message }).toEqual({ name, statusCode, message: 'refused' })
    expect(String(error)).toBe(`${name}: refused`)
  })
})
