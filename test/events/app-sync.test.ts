// Tests of what AppSync asks a Lambda authorizer.

import type { AppSyncAuthorizerHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { appSync } from '../../src/events/app-sync.js'

test('the default request to authorize is complete', () => {
  expect(appSync.authorizer()).toMatchInlineSnapshot(`
    {
      "authorizationToken": "my-token",
      "requestContext": {
        "accountId": "123456789012",
        "apiId": "abcdefghijklmnopqrstuvwxyz",
        "operationName": "MyQuery",
        "queryString": "query MyQuery {
      myField
    }
    ",
        "requestId": "00000000-0000-4000-8000-000000000001",
        "variables": {},
      },
      "requestHeaders": {
        "authorization": "my-token",
        "content-type": "application/json",
      },
    }
  `)
})

test('everything in the input is found in the event', () => {
  const event = appSync.authorizer({
    token: 't',
    query: 'query Q { a }',
    operationName: 'Q',
    variables: { a: 1 },
    headers: { 'x-b': 'c' },
    accountId: '210987654321',
  })
  expect(event).toMatchObject({
    authorizationToken: 't',
    requestContext: {
      accountId: '210987654321',
      queryString: 'query Q { a }',
      operationName: 'Q',
      variables: { a: 1 },
    },
    requestHeaders: { authorization: 't', 'x-b': 'c' },
  })
})

test('a handler takes it', () => {
  expectTypeOf(appSync.authorizer()).toExtend<Parameters<AppSyncAuthorizerHandler>[0]>()
})
