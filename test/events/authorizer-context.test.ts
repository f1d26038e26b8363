// Tests of what events say that an authorizer found.

import { describe, expect, test } from 'vitest'
import { httpApi } from '../../src/events/api-gateway-http.js'
import { restApi } from '../../src/events/api-gateway-rest.js'
import { functionUrl } from '../../src/events/function-url.js'
import { functionUrlSource } from '../../src/sources/http/function-url.js'
import { httpApiSource } from '../../src/sources/http/http-api.js'
import { FakeTarget } from '../sources/fake-target.js'

describe('the authorizer of an HTTP API', () => {
  test('is one of three kinds [HTTP-3]', () => {
    for (const authorizer of [
      { jwt: { claims: { sub: '1' }, scopes: null } },
      { lambda: { sub: '1', n: 5 } },
      { lambda: null },
      { iam: { userId: '1' } },
    ]) {
      expect(httpApi({ authorizer }).requestContext).toMatchObject({ authorizer })
    }
  })

  test('has nothing beside the kind, and a JWT nothing beside its claims and scopes', () => {
    expect(() => httpApi({ authorizer: { claims: { sub: '1' } } })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: events.apiGateway.http: authorizer has claims, and an HTTP API has jwt: { claims: { … }, scopes: [ … ] }, lambda: { … } or iam: { … } there.]`,
    )
    expect(() => httpApi({ authorizer: { sub: '1' } })).toThrow('authorizer has sub, and an HTTP API has jwt: {')
    expect(() => httpApi({ authorizer: { jwt: { sub: '1' } } })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: events.apiGateway.http: authorizer has jwt.sub, and an HTTP API has jwt: { claims: { … }, scopes: [ … ] } there.]`,
    )
  })
})

test('the authorizer of a function URL is IAM [HTTP-4]', () => {
  expect(() => functionUrl({ authorizer: { jwt: {} } })).toThrow(
    'events.functionUrl: authorizer has jwt, and a function URL has iam: { … } there.',
  )
})

describe('the authorizer of a REST API', () => {
  test('has no kinds, and no objects but the claims of a user pool [HTTP-1]', () => {
    expect(() => restApi({ authorizer: { jwt: { claims: {} } } })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: events.apiGateway.rest: authorizer has jwt, and a REST API has claims: { … } of a user pool, or text, numbers and booleans of a Lambda authorizer there.]`,
    )
    expect(() => restApi({ authorizer: { roles: ['a'] } })).toThrow('authorizer has roles, and a REST API has')
    const authorizer = { claims: { sub: '1' }, scopes: null }
    expect(restApi({ authorizer }).requestContext.authorizer).toEqual(authorizer)
  })

  test('gives text, whatever the function behind it gave [HTTP-1]', () => {
    const given = { principalId: 'me', level: 5, admin: true, integrationLatency: 12, nothing: null }
    const { authorizer } = restApi({ authorizer: given }).requestContext
    expect(authorizer).toEqual({ ...given, level: '5', admin: 'true' })
    expect(authorizer.level.length).toBe(1)
  })
})

test('a front refuses the same when it is made', () => {
  expect(() => httpApiSource(new FakeTarget(), { authorizer: { claims: {} } })).toThrow(
    'sources.apiGateway.http(): authorizer has claims, and an HTTP API has jwt: {',
  )
  expect(() => functionUrlSource(new FakeTarget(), { authorizer: { jwt: {} } })).toThrow('authorizer has jwt, and')
  const inFormat1 = { authorizer: { claims: {} }, payloadFormatVersion: '1.0' } as const
  expect(() => httpApiSource(new FakeTarget(), inFormat1)).not.toThrow()
})
