// Tests of what the authorizer of a WebSocket API is asked.

import { expect, test } from 'vitest'
import { webSocketAuthorizer } from '../../src/events/web-socket-authorizer.js'

test('the default event is complete', () => {
  expect(webSocketAuthorizer()).toMatchInlineSnapshot(`
    {
      "headers": {
        "Host": "wsapi12345.execute-api.us-east-1.amazonaws.com",
        "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version": "13",
        "User-Agent": "vitest-lambda",
        "X-Amzn-Trace-Id": "Root=1-6955b900-000000000000000000000001",
        "X-Forwarded-For": "203.0.113.1",
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
      },
      "methodArn": "arn:aws:execute-api:us-east-1:123456789012:wsapi12345/prod/$connect",
      "multiValueHeaders": {
        "Host": [
          "wsapi12345.execute-api.us-east-1.amazonaws.com",
        ],
        "Sec-WebSocket-Extensions": [
          "permessage-deflate; client_max_window_bits",
        ],
        "Sec-WebSocket-Key": [
          "AAAAAAAAAAAAAAAAAAAAAA==",
        ],
        "Sec-WebSocket-Version": [
          "13",
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
      "queryStringParameters": {},
      "requestContext": {
        "apiId": "wsapi12345",
        "connectedAt": 1767225600000,
        "connectionId": "connection-1=",
        "domainName": "wsapi12345.execute-api.us-east-1.amazonaws.com",
        "eventType": "CONNECT",
        "extendedRequestId": "EXAMPLErequest=",
        "identity": {
          "sourceIp": "203.0.113.1",
          "userAgent": "vitest-lambda",
        },
        "messageDirection": "IN",
        "requestId": "EXAMPLErequest=",
        "requestTime": "01/Jan/2026:00:00:00 +0000",
        "requestTimeEpoch": 1767225600000,
        "routeKey": "$connect",
        "stage": "prod",
      },
      "stageVariables": {},
      "type": "REQUEST",
    }
  `)
})

test('the ARN names the route in the place of method and path', () => {
  const place = { region: 'cn-north-1', accountId: '210987654321', stage: 'test' }
  expect(webSocketAuthorizer(place).methodArn).toMatch(
    /^arn:aws-cn:execute-api:cn-north-1:210987654321:\w+\/test\/\$connect$/,
  )
})

test('query, headers, stage variables and connection are found in the event', () => {
  const event = webSocketAuthorizer({
    query: { token: ['a', 'b'] },
    headers: { 'X-Key': 'k' },
    stageVariables: { v: '1' },
    connectionId: 'c=',
  })
  expect(event).toMatchObject({
    queryStringParameters: { token: 'b' },
    multiValueQueryStringParameters: { token: ['a', 'b'] },
    headers: { 'X-Key': 'k' },
    stageVariables: { v: '1' },
    requestContext: { connectionId: 'c=' },
  })
})

test('there is no other route to give: only connecting is authorized', () => {
  const input = { routeKey: '$default' } as object
  expect(() => webSocketAuthorizer(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.authorizer.websocket: unknown key "routeKey" in the input. It takes: connectionId, query, headers, cookies, sourceIp, time, stage, stageVariables, region, accountId. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})
