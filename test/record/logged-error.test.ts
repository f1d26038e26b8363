import { expect, test } from 'vitest'
import { loggedError } from '../../src/record/logged-error.js'

const stack =
  'PaymentError: gone\n    at node:internal/x:1:1\n    at pay (C:\\shop\\src\\pay.ts:4:9)\n    at /shop/a.ts:1:1'

test.each([
  ['Powertools', { name: 'PaymentError', message: 'gone', location: '/shop/src/pay.ts:4', stack }],
  ['Powertools for development', { name: 'PaymentError', message: 'gone', stack: stack.split('\n') }],
  ['pino', { type: 'PaymentError', message: 'gone', stack }],
  ['Lambda, as LOG-19 says', { errorType: 'PaymentError', errorMessage: 'gone', stackTrace: stack.split('\n') }],
])('an error is known as %s writes it', (_, value) => {
  expect(loggedError(value)).toBe('PaymentError: gone (pay.ts:4:9)')
})

test('an error without a message, or without a place in the function, is known as well', () => {
  expect(loggedError({ name: 'Error', message: '', stack: 'Error\n    at node:internal/x:1:1' })).toBe('Error')
  expect(loggedError({ name: 'Error', message: 'gone', stack: '' })).toBe('Error: gone')
})

test.each([undefined, null, 'Error: gone', { name: 'a', message: 'b' }, { message: 'b', stack }, { name: 'a', stack }])(
  'what has not all of its parts is none: %o',
  (value) => {
    expect(loggedError(value)).toBeUndefined()
  },
)
