// The shape of a WebSocket API's event, and the request context that all of them have.

import type {
  APIGatewayEventWebsocketRequestContextV2,
  APIGatewayProxyEventHeaders,
  APIGatewayProxyEventMultiValueHeaders,
  APIGatewayProxyWebsocketEventV2WithRequestContext,
} from 'aws-lambda'
import { headerText } from './http-headers.js'
import { type HttpRequest, logTime } from './http-request.js'

/** AWS's event; the fields that AWS's type does not name were captured at https://github.com/aws/aws-lambda-go/tree/main/events/testdata */
export interface WebSocketEvent extends APIGatewayProxyWebsocketEventV2WithRequestContext<WebSocketRequestContext> {
  /** Of the handshake; messages have none. */
  headers?: APIGatewayProxyEventHeaders
  multiValueHeaders?: APIGatewayProxyEventMultiValueHeaders
}

/** AWS's request context, with the fields that its type does not name. */
export interface WebSocketRequestContext extends APIGatewayEventWebsocketRequestContextV2 {
  identity: { sourceIp: string; userAgent?: string }
  authorizer?: object
  /** Of `$disconnect`. */
  disconnectStatusCode?: number
  disconnectReason?: string
}

/** `CONNECT`, `MESSAGE` or `DISCONNECT`. */
export type EventType = WebSocketRequestContext['eventType']

/** The values that tell one event from another. */
export interface WebSocketPlace {
  readonly routeKey: string
  readonly apiId: string
  readonly stage?: string | undefined
  readonly connectionId?: string | undefined
  readonly authorizer?: object | undefined
}

/** What a route key stands for: any but the two fixed ones is a route of messages. */
export function eventTypeOf(routeKey: string): EventType {
  if (routeKey === '$connect') return 'CONNECT'
  return routeKey === '$disconnect' ? 'DISCONNECT' : 'MESSAGE'
}

/** The request context; what has no value is left out. */
export function webSocketContext(request: HttpRequest, place: WebSocketPlace): object {
  const { routeKey, stage = 'prod', connectionId = 'connection-1=', authorizer, apiId } = place
  const eventType = eventTypeOf(routeKey)
  const at = request.origin.time.getTime()
  const requestId = 'EXAMPLErequest='
  return {
    routeKey,
    ...(eventType === 'MESSAGE' && { messageId: 'EXAMPLEmessage=' }),
    ...(eventType === 'DISCONNECT' && { disconnectStatusCode: 1001, disconnectReason: '' }),
    ...(authorizer && { authorizer }),
    eventType,
    // The two are the same for WebSocket APIs.
    extendedRequestId: requestId,
    requestTime: logTime(request.origin.time),
    messageDirection: 'IN',
    stage,
    connectedAt: at,
    requestTimeEpoch: at,
    identity: { userAgent: headerText(request.headers, 'user-agent'), sourceIp: request.sourceIp },
    requestId,
    domainName: headerText(request.headers, 'host'),
    connectionId,
    apiId,
  }
}
