// Tests of fields whose resolver Amplify made.

import type { AmplifyGraphQlResolverHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { amplifyResolver } from '../../src/events/amplify-resolver.js'

test('the default event is a field of Query', () => {
  expect(amplifyResolver()).toMatchInlineSnapshot(`
    {
      "arguments": {},
      "fieldName": "myField",
      "identity": null,
      "prev": null,
      "request": {
        "domainName": null,
        "headers": {
          "content-type": "application/json",
          "user-agent": "vitest-lambda",
          "x-forwarded-for": "203.0.113.1",
          "x-forwarded-port": "443",
          "x-forwarded-proto": "https",
        },
      },
      "source": {},
      "typeName": "Query",
    }
  `)
})

test('everything in the input is found in the event', () => {
  const input = {
    typeName: 'Post',
    fieldName: 'comments',
    arguments: { first: 10 },
    identity: { resolverContext: { a: 1 } },
    source: { id: '7' },
  }
  expect(amplifyResolver({ ...input, headers: { 'x-a': 'b' }, prev: { a: 1 } })).toMatchObject({
    ...input,
    request: { headers: { 'x-a': 'b' } },
    prev: { result: { a: 1 } },
  })
})

test('a misspelt key is refused', () => {
  expect(() => amplifyResolver({ typename: 'Post' } as object)).toThrow('Did you mean "typeName"?')
})

test('a handler takes it', () => {
  expectTypeOf(amplifyResolver()).toExtend<Parameters<AmplifyGraphQlResolverHandler>[0]>()
})
