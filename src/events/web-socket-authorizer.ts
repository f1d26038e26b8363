// `events.apiGateway.authorizer.websocket`: a WebSocket API asks whether a client may connect.

import { executeArn } from './api-gateway-authorizer.js'
import { webSocketEvent, type WebSocketInput } from './api-gateway-websocket.js'
import { HTTP_KINDS } from './http-request.js'
import { type Kinds, readInput, TEXTS } from './input.js'
import { type Place, PLACE_KINDS } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import type { WebSocketEvent } from './web-socket-event.js'

/**
 * What the authorizer of `$connect` is asked; AWS has no type for it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export interface WebSocketAuthorizerEvent extends Pick<WebSocketEvent, 'requestContext'> {
  type: 'REQUEST'
  /** Ends in `/$connect`: there is neither method nor path. */
  methodArn: string
  headers: Record<string, string>
  multiValueHeaders: Record<string, string[]>
  queryStringParameters: Record<string, string>
  multiValueQueryStringParameters: Record<string, string[]>
  stageVariables: Record<string, string>
}

/** A client that connects. */
export interface WebSocketAuthorizerInput extends Omit<WebSocketInput, 'routeKey' | 'body' | 'authorizer'>, Place {}

const KINDS: Kinds<WebSocketAuthorizerInput> = {
  connectionId: 'string',
  query: HTTP_KINDS.query,
  headers: HTTP_KINDS.headers,
  cookies: HTTP_KINDS.cookies,
  sourceIp: HTTP_KINDS.sourceIp,
  time: HTTP_KINDS.time,
  stage: 'string',
  stageVariables: TEXTS,
  ...PLACE_KINDS,
}

/**
 * The authorizer of a WebSocket API's `$connect`. The function answers with a principal and a policy.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export function webSocketAuthorizer(
  input?: WebSocketAuthorizerInput,
  overrides?: DeepPartial<WebSocketAuthorizerEvent>,
): WebSocketAuthorizerEvent {
  const where = 'events.apiGateway.authorizer.websocket'
  const { accountId, ...given } = readInput(where, input, KINDS)
  const {
    isBase64Encoded: _encoding,
    requestContext,
    ...connect
  } = webSocketEvent(where, {
    ...given,
    routeKey: '$connect',
  })
  const event = {
    type: 'REQUEST',
    methodArn: executeArn(where, { region: given.region, accountId }, requestContext, '$connect'),
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    stageVariables: {},
    ...connect,
    requestContext,
  }
  // The handshake always has headers, which the event of the other routes need not have.
  return withOverrides(where, event as unknown as WebSocketAuthorizerEvent, overrides)
}
