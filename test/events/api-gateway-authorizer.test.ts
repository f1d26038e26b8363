// Tests of what authorizers of REST APIs and HTTP APIs are asked.

import type {
  APIGatewayRequestAuthorizerHandler,
  APIGatewayRequestIAMAuthorizerHandlerV2,
  APIGatewayRequestSimpleAuthorizerHandlerV2,
  APIGatewayTokenAuthorizerHandler,
} from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { httpAuthorizer, requestAuthorizer, tokenAuthorizer } from '../../src/events/api-gateway-authorizer.js'

test('the default token is complete', () => {
  expect(tokenAuthorizer()).toMatchInlineSnapshot(`
    {
      "authorizationToken": "Bearer token",
      "methodArn": "arn:aws:execute-api:us-east-1:123456789012:restapi123/prod/GET/",
      "type": "TOKEN",
    }
  `)
})

test('the default request to a REST API is complete', () => {
  expect(requestAuthorizer()).toMatchInlineSnapshot(`
    {
      "headers": {
        "Authorization": "Bearer token",
        "Host": "restapi123.execute-api.us-east-1.amazonaws.com",
        "User-Agent": "vitest-lambda",
        "X-Amzn-Trace-Id": "Root=1-6955b900-000000000000000000000001",
        "X-Forwarded-For": "203.0.113.1",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
      },
      "httpMethod": "GET",
      "methodArn": "arn:aws:execute-api:us-east-1:123456789012:restapi123/prod/GET/",
      "multiValueHeaders": {
        "Authorization": [
          "Bearer token",
        ],
        "Host": [
          "restapi123.execute-api.us-east-1.amazonaws.com",
        ],
        "User-Agent": [
          "vitest-lambda",
        ],
        "X-Amzn-Trace-Id": [
          "Root=1-6955b900-000000000000000000000001",
        ],
        "X-Forwarded-For": [
          "203.0.113.1",
        ],
        "X-Forwarded-Port": [
          "443",
        ],
        "X-Forwarded-Proto": [
          "https",
        ],
      },
      "multiValueQueryStringParameters": {},
      "path": "/",
      "pathParameters": {},
      "queryStringParameters": {},
      "requestContext": {
        "accountId": "123456789012",
        "apiId": "restapi123",
        "domainName": "restapi123.execute-api.us-east-1.amazonaws.com",
        "domainPrefix": "restapi123",
        "extendedRequestId": "EXAMPLEextended=",
        "httpMethod": "GET",
        "identity": {
          "accessKey": null,
          "accountId": null,
          "apiKey": null,
          "apiKeyId": null,
          "caller": null,
          "clientCert": null,
          "cognitoAuthenticationProvider": null,
          "cognitoAuthenticationType": null,
          "cognitoIdentityId": null,
          "cognitoIdentityPoolId": null,
          "principalOrgId": null,
          "sourceIp": "203.0.113.1",
          "user": null,
          "userAgent": "vitest-lambda",
          "userArn": null,
        },
        "path": "/prod/",
        "protocol": "HTTP/1.1",
        "requestId": "00000000-0000-4000-8000-000000000001",
        "requestTime": "01/Jan/2026:00:00:00 +0000",
        "requestTimeEpoch": 1767225600000,
        "resourceId": "abc123",
        "resourcePath": "/",
        "stage": "prod",
      },
      "resource": "/",
      "stageVariables": {},
      "type": "REQUEST",
    }
  `)
})

test('the default request to an HTTP API is complete', () => {
  expect(httpAuthorizer()).toMatchInlineSnapshot(`
    {
      "headers": {
        "authorization": "Bearer token",
        "host": "httpapi123.execute-api.us-east-1.amazonaws.com",
        "user-agent": "vitest-lambda",
        "x-amzn-trace-id": "Root=1-6955b900-000000000000000000000001",
        "x-forwarded-for": "203.0.113.1",
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
      },
      "identitySource": [
        "Bearer token",
      ],
      "rawPath": "/",
      "rawQueryString": "",
      "requestContext": {
        "accountId": "123456789012",
        "apiId": "httpapi123",
        "domainName": "httpapi123.execute-api.us-east-1.amazonaws.com",
        "domainPrefix": "httpapi123",
        "http": {
          "method": "GET",
          "path": "/",
          "protocol": "HTTP/1.1",
          "sourceIp": "203.0.113.1",
          "userAgent": "vitest-lambda",
        },
        "requestId": "00000000-0000-4000-8000-000000000001",
        "routeKey": "$default",
        "stage": "$default",
        "time": "01/Jan/2026:00:00:00 +0000",
        "timeEpoch": 1767225600000,
      },
      "routeArn": "arn:aws:execute-api:us-east-1:123456789012:httpapi123/$default/GET/",
      "routeKey": "$default",
      "type": "REQUEST",
      "version": "2.0",
    }
  `)
})

test('the ARN names Region, account, stage, method and path, as a policy does', () => {
  const place = { region: 'eu-west-1', accountId: '210987654321', stage: 'test', method: 'POST', path: '/orders/1' }
  const arn = /^arn:aws:execute-api:eu-west-1:210987654321:\w+\/test\/POST\/orders\/1$/
  expect(tokenAuthorizer({ token: 'allow', ...place })).toMatchObject({ authorizationToken: 'allow' })
  expect(tokenAuthorizer(place).methodArn).toMatch(arn)
  expect(requestAuthorizer(place).methodArn).toMatch(arn)
  expect(httpAuthorizer(place)).toMatchObject({ routeArn: expect.stringMatching(arn), rawPath: '/test/orders/1' })
})

test('the request is the one that the function behind the authorizer would get, without a body', () => {
  const request = {
    path: '/orders/1?a=b',
    pathParameters: { id: '1' },
    stageVariables: { v: '1' },
    headers: { 'X-Key': 'k' },
  }
  expect(requestAuthorizer(request)).toMatchObject({
    resource: '/orders/{id}',
    pathParameters: { id: '1' },
    queryStringParameters: { a: 'b' },
    multiValueQueryStringParameters: { a: ['b'] },
    stageVariables: { v: '1' },
    headers: { 'X-Key': 'k', Authorization: 'Bearer token' },
  })
  expect(httpAuthorizer(request)).toMatchObject({
    routeKey: 'GET /orders/{id}',
    pathParameters: { id: '1' },
    queryStringParameters: { a: 'b' },
    stageVariables: { v: '1' },
    headers: { 'x-key': 'k', authorization: 'Bearer token' },
  })
  expect(httpAuthorizer(request)).not.toHaveProperty('body')
  expect(requestAuthorizer(request)).not.toHaveProperty('body')
})

test('the identity sources are the authorization header, or what is given; without any it is null', () => {
  expect(httpAuthorizer({ headers: { authorization: 'mine' } }).identitySource).toEqual(['mine'])
  expect(httpAuthorizer({ headers: { Authorization: undefined } })).toMatchObject({
    identitySource: null,
    headers: expect.not.objectContaining({ authorization: expect.anything() }),
  })
  expect(httpAuthorizer({ identitySource: ['a', 'b'] }).identitySource).toEqual(['a', 'b'])
})

test('a body is refused: authorizers are shown none', () => {
  const input = { body: 'x' } as object
  expect(() => requestAuthorizer(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.authorizer.request: unknown key "body" in the input. It takes: method, path, query, headers, cookies, sourceIp, region, accountId, time, pathParameters, stageVariables, stage, resource. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
  expect(() => httpAuthorizer(input)).toThrow('events.apiGateway.authorizer.http: unknown key "body" in the input.')
})

test('errors about the request name the builder of the authorizer', () => {
  expect(() => tokenAuthorizer({ path: 'orders' })).toThrow('events.apiGateway.authorizer.token: path is "orders"')
})

test('handlers of AWS’s types take the events', () => {
  expectTypeOf(tokenAuthorizer).returns.toExtend<Parameters<APIGatewayTokenAuthorizerHandler>[0]>()
  expectTypeOf(requestAuthorizer).returns.toExtend<Parameters<APIGatewayRequestAuthorizerHandler>[0]>()
  expectTypeOf(httpAuthorizer).returns.toExtend<Parameters<APIGatewayRequestSimpleAuthorizerHandlerV2>[0]>()
  expectTypeOf(httpAuthorizer).returns.toExtend<Parameters<APIGatewayRequestIAMAuthorizerHandlerV2>[0]>()
})
