import { describe, expect, test } from 'vitest'
import { createAwslambda, hasAwslambda } from '../../src/runtime/awslambda.js'
import { HttpResponseStream } from '../../src/runtime/http-response-stream.js'
import { createInvokeStore } from '../../src/runtime/invoke-store.js'
import { streamifyResponse } from '../../src/runtime/streamify.js'
import { BOTH_RULES } from './play.js'

const store = createInvokeStore(() => undefined)

describe('createAwslambda()', () => {
  test('has the store on nodejs24.x only [CTX-14]', () => {
    expect(createAwslambda('nodejs24.x', store)).toEqual({ InvokeStore: store, streamifyResponse, HttpResponseStream })
    expect(Object.keys(createAwslambda('nodejs22.x', store)).sort()).toEqual([
      'HttpResponseStream',
      'streamifyResponse',
    ])
  })

  test.each(BOTH_RULES)('is an object of its own each time, which functions may change, on %s', (rules) => {
    const one = createAwslambda(rules, store)
    Object.assign(one, { mine: 1 })
    expect(createAwslambda(rules, store)).not.toHaveProperty('mine')
  })
})

test.each([
  [undefined, true],
  ['0', true],
  ['', true],
  ['1', false],
  ['true', false],
])('hasAwslambda() with AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA=%s is %s [CTX-14]', (value, expected) => {
  expect(hasAwslambda({ AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: value })).toBe(expected)
})
