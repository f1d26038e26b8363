// Tests of the request context of WebSocket APIs.

import { expect, test } from 'vitest'
import { readRequest } from '../../src/events/http-request.js'
import { eventTypeOf, webSocketContext, type WebSocketPlace } from '../../src/events/web-socket-event.js'

const request = readRequest('events.x', {}, { host: 'id.example.com', kind: 'rest' })
const contextOf = (place: Partial<WebSocketPlace>): object =>
  webSocketContext(request, { routeKey: '$default', apiId: 'id', ...place })

test.each([
  ['$connect', 'CONNECT'],
  ['$disconnect', 'DISCONNECT'],
  ['$default', 'MESSAGE'],
  ['sendMessage', 'MESSAGE'],
])('the route %s is of type %s', (routeKey, eventType) => {
  expect(eventTypeOf(routeKey)).toBe(eventType)
  expect(contextOf({ routeKey })).toMatchObject({ routeKey, eventType })
})

test('only messages have a message id', () => {
  expect(contextOf({})).toHaveProperty('messageId')
  expect(contextOf({ routeKey: '$connect' })).not.toHaveProperty('messageId')
  expect(contextOf({ routeKey: '$disconnect' })).not.toHaveProperty('messageId')
})

test('only a disconnect has a status code and a reason', () => {
  expect(contextOf({ routeKey: '$disconnect' })).toMatchObject({ disconnectStatusCode: 1001, disconnectReason: '' })
  expect(contextOf({})).not.toHaveProperty('disconnectStatusCode')
})

test('the request id and the extended one are the same', () => {
  const { requestId, extendedRequestId } = contextOf({}) as Record<string, unknown>
  expect(requestId).toBe(extendedRequestId)
})

test('what the authorizer found is there when there was one', () => {
  expect(contextOf({ authorizer: { principalId: 'ann' } })).toMatchObject({ authorizer: { principalId: 'ann' } })
  expect(contextOf({})).not.toHaveProperty('authorizer')
})
