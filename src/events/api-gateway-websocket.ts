// `events.apiGateway.websocket`: what a WebSocket API sends when a client connects, says something or leaves.

import { domainOf } from '../function/partition.js'
import { headerText, lastValues } from './http-headers.js'
import { decodedQuery, grouped } from './http-query.js'
import { headersWithCookies, HTTP_KINDS, type HttpInput, type HttpRequest, readRequest } from './http-request.js'
import { type Kinds, readInput, refuseGiven, TEXTS } from './input.js'
import { messageText } from './json-text.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { eventTypeOf, webSocketContext, type WebSocketEvent } from './web-socket-event.js'

/** A client's message, or its coming (`routeKey: '$connect'`) and going (`'$disconnect'`). */
export interface WebSocketInput extends Pick<
  HttpInput,
  'query' | 'headers' | 'cookies' | 'sourceIp' | 'region' | 'time'
> {
  /** `$connect`, `$disconnect`, `$default` or a route of yours. Default `$default`. */
  readonly routeKey?: string | undefined
  /** The message: a string as it is, anything else as JSON text. Only on routes of messages. Default `message 1`. */
  readonly body?: unknown
  /** The same for all events of one client. Default `connection-1=`. */
  readonly connectionId?: string | undefined
  /** Default `prod`. */
  readonly stage?: string | undefined
  /** Values by name. Default: none. */
  readonly stageVariables?: Readonly<Record<string, string | undefined>> | undefined
  /** What the authorizer of `$connect` found. Default: there is none. */
  readonly authorizer?: object | undefined
}

const KINDS: Kinds<WebSocketInput> = {
  routeKey: 'string',
  body: 'any',
  connectionId: 'string',
  query: HTTP_KINDS.query,
  headers: HTTP_KINDS.headers,
  cookies: HTTP_KINDS.cookies,
  sourceIp: HTTP_KINDS.sourceIp,
  region: HTTP_KINDS.region,
  time: HTTP_KINDS.time,
  stage: 'string',
  stageVariables: TEXTS,
  authorizer: 'object',
}
const API_ID = 'wsapi12345'
/** What a client sends to open the connection. */
const HANDSHAKE: Readonly<Record<string, string>> = {
  'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Version': '13',
}

/**
 * One event of a WebSocket API: headers and query parameters with `$connect` only, a body with messages only.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export function webSocketApi(input?: WebSocketInput, overrides?: DeepPartial<WebSocketEvent>): WebSocketEvent {
  const where = 'events.apiGateway.websocket'
  return withOverrides(where, webSocketEvent(where, readInput(where, input, KINDS)), overrides)
}

/** The event, before it is overridden. */
export function webSocketEvent(where: string, given: WebSocketInput): WebSocketEvent {
  const { query, headers, cookies, sourceIp, time } = given
  const { routeKey = '$default', region = 'us-east-1', body = 'message 1', stageVariables } = given
  const eventType = eventTypeOf(routeKey)
  refuseUnused(where, given, routeKey)
  const request = readRequest(
    where,
    { query, headers, cookies, sourceIp, region, time },
    {
      host: `${API_ID}.execute-api.${region}.${domainOf(region)}`,
      kind: 'rest',
      headers: HANDSHAKE,
    },
  )
  const event = {
    ...(eventType === 'CONNECT' && handshakeOf(request)),
    ...(eventType === 'DISCONNECT' && headerFields(farewellOf(request))),
    requestContext: webSocketContext(request, { ...given, routeKey, apiId: API_ID }),
    ...(eventType === 'MESSAGE' && { body: messageText(where, 'body', body) }),
    isBase64Encoded: false,
    ...(stageVariables && { stageVariables }),
  }
  // AWS's type has a messageId in every event; only messages carry one.
  return event as WebSocketEvent
}

function refuseUnused(where: string, input: WebSocketInput, routeKey: string): void {
  const eventType = eventTypeOf(routeKey)
  const because = `the route "${routeKey}", whose event has no place for it:`
  if (eventType !== 'MESSAGE') {
    refuseGiven(where, input, ['body'], `${because} a route of messages, such as "$default", has one.`)
  }
  if (eventType !== 'CONNECT') {
    refuseGiven(where, input, ['query', 'headers', 'cookies'], `${because} only "$connect" has them.`)
  }
}

function handshakeOf(request: HttpRequest): object {
  const parameters = grouped(decodedQuery(request.rawQuery))
  return {
    ...headerFields(headersWithCookies(request)),
    ...(parameters.size > 0 && {
      queryStringParameters: lastValues(parameters),
      multiValueQueryStringParameters: Object.fromEntries(parameters),
    }),
  }
}

/** What is left of the headers when the client has gone. */
function farewellOf(request: HttpRequest): [string, string[]][] {
  const host = headerText(request.headers, 'host') ?? ''
  return [
    ['Host', [host]],
    ['x-api-key', ['']],
    ['X-Forwarded-For', ['']],
    ['x-restapi', ['']],
  ]
}

function headerFields(lines: readonly [string, string[]][]): object {
  return { headers: lastValues(lines), multiValueHeaders: Object.fromEntries(lines) }
}
