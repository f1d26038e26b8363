// Tests of events of WebSocket APIs.

import { expect, test } from 'vitest'
import { webSocketApi, type WebSocketInput } from '../../src/events/api-gateway-websocket.js'

test('the default event is a message', () => {
  expect(webSocketApi()).toMatchInlineSnapshot(`
    {
      "body": "message 1",
      "isBase64Encoded": false,
      "requestContext": {
        "apiId": "wsapi12345",
        "connectedAt": 1767225600000,
        "connectionId": "connection-1=",
        "domainName": "wsapi12345.execute-api.us-east-1.amazonaws.com",
        "eventType": "MESSAGE",
        "extendedRequestId": "EXAMPLErequest=",
        "identity": {
          "sourceIp": "203.0.113.1",
          "userAgent": "vitest-lambda",
        },
        "messageDirection": "IN",
        "messageId": "EXAMPLEmessage=",
        "requestId": "EXAMPLErequest=",
        "requestTime": "01/Jan/2026:00:00:00 +0000",
        "requestTimeEpoch": 1767225600000,
        "routeKey": "$default",
        "stage": "prod",
      },
    }
  `)
})

test('a client that connects sends headers and query parameters', () => {
  const event = webSocketApi({ routeKey: '$connect', query: { token: ['a', 'b'] }, cookies: { c: '1' }, stage: 'dev' })
  expect(event).toMatchInlineSnapshot(`
    {
      "headers": {
        "Cookie": "c=1",
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
      "isBase64Encoded": false,
      "multiValueHeaders": {
        "Cookie": [
          "c=1",
        ],
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
      "multiValueQueryStringParameters": {
        "token": [
          "a",
          "b",
        ],
      },
      "queryStringParameters": {
        "token": "b",
      },
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
        "stage": "dev",
      },
    }
  `)
})

test('of a client that disconnects little is left', () => {
  expect(webSocketApi({ routeKey: '$disconnect' })).toMatchInlineSnapshot(`
    {
      "headers": {
        "Host": "wsapi12345.execute-api.us-east-1.amazonaws.com",
        "X-Forwarded-For": "",
        "x-api-key": "",
        "x-restapi": "",
      },
      "isBase64Encoded": false,
      "multiValueHeaders": {
        "Host": [
          "wsapi12345.execute-api.us-east-1.amazonaws.com",
        ],
        "X-Forwarded-For": [
          "",
        ],
        "x-api-key": [
          "",
        ],
        "x-restapi": [
          "",
        ],
      },
      "requestContext": {
        "apiId": "wsapi12345",
        "connectedAt": 1767225600000,
        "connectionId": "connection-1=",
        "disconnectReason": "",
        "disconnectStatusCode": 1001,
        "domainName": "wsapi12345.execute-api.us-east-1.amazonaws.com",
        "eventType": "DISCONNECT",
        "extendedRequestId": "EXAMPLErequest=",
        "identity": {
          "sourceIp": "203.0.113.1",
          "userAgent": "vitest-lambda",
        },
        "messageDirection": "IN",
        "requestId": "EXAMPLErequest=",
        "requestTime": "01/Jan/2026:00:00:00 +0000",
        "requestTimeEpoch": 1767225600000,
        "routeKey": "$disconnect",
        "stage": "prod",
      },
    }
  `)
})

test('a message is a string, or JSON text of anything else', () => {
  expect(webSocketApi({ body: 'hi' }).body).toBe('hi')
  expect(webSocketApi({ routeKey: 'send', body: { action: 'send' } }).body).toBe('{"action":"send"}')
})

test('a connection keeps its id from event to event', () => {
  const ids = ['$connect', 'send', '$disconnect'].map(
    (routeKey) => webSocketApi({ routeKey, connectionId: 'abc=' }).requestContext.connectionId,
  )
  expect(ids).toEqual(['abc=', 'abc=', 'abc='])
})

test('a header of the handshake that is given replaces the default one', () => {
  const event = webSocketApi({ routeKey: '$connect', headers: { 'sec-websocket-key': 'mine' } })
  expect(event.headers).toMatchObject({ 'sec-websocket-key': 'mine' })
  expect(event.headers).not.toHaveProperty('Sec-WebSocket-Key')
})

test('a connect without query has no query fields', () => {
  expect(webSocketApi({ routeKey: '$connect' })).not.toHaveProperty('queryStringParameters')
})

test('stage variables are there when given', () => {
  expect(webSocketApi({ stageVariables: { a: 'b' } }).stageVariables).toEqual({ a: 'b' })
  expect(webSocketApi()).not.toHaveProperty('stageVariables')
})

test.each<[WebSocketInput, string]>([
  [{ routeKey: '$connect', body: 'x' }, 'body is given for the route "$connect"'],
  [{ routeKey: '$disconnect', body: 'x' }, 'body is given for the route "$disconnect"'],
  [{ routeKey: '$disconnect', headers: {} }, 'headers is given for the route "$disconnect"'],
  [{ query: {} }, 'query is given for the route "$default"'],
  [{ routeKey: 'send', cookies: {} }, 'cookies is given for the route "send"'],
])('what the event has no place for is refused: %o', (input, message) => {
  expect(() => webSocketApi(input)).toThrow(message)
})

test('a refusal says which route has a place for it', () => {
  expect(() => webSocketApi({ routeKey: '$connect', body: 'x' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.websocket: body is given for the route "$connect", whose event has no place for it: a route of messages, such as "$default", has one.]`,
  )
  expect(() => webSocketApi({ headers: {} })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.websocket: headers is given for the route "$default", whose event has no place for it: only "$connect" has them.]`,
  )
})

test('bytes are no message, for API Gateway rejects binary frames', () => {
  expect(() => webSocketApi({ body: new Uint8Array(1) })).toThrow('body is bytes (a Uint8Array), but travels as text')
})

test('overrides reach every field of the event', () => {
  const event = webSocketApi({}, { requestContext: { identity: { userAgent: 'agent' } }, isBase64Encoded: true })
  expect(event).toMatchObject({ isBase64Encoded: true, requestContext: { identity: { userAgent: 'agent' } } })
})
