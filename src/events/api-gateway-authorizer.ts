// `events.apiGateway.authorizer`: an API of API Gateway asks whether a request may pass.

import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda'
import { httpEvent, type HttpApiInput } from './api-gateway-http.js'
import { restEvent, type RestApiInput } from './api-gateway-rest.js'
import { API_KINDS } from './api-input.js'
import { type Kinds, readInput, STRINGS } from './input.js'
import { arnOf, originOf, type Place, PLACE_KINDS } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** A request to a method of a REST API whose authorizer looks at one header. */
export interface TokenAuthorizerInput extends Place {
  /** The header's value. Default `Bearer token`. */
  readonly token?: string | undefined
  /** Default `GET`. */
  readonly method?: string | undefined
  /** Default `/`. */
  readonly path?: string | undefined
  /** Default `prod`. */
  readonly stage?: string | undefined
}

/** A request to a REST API; without the `authorization` header it has by default when that is undefined. */
export type RequestAuthorizerInput = Omit<RestApiInput, 'body' | 'authorizer'>

/** A request to an HTTP API; without the `authorization` header it has by default when that is undefined. */
export interface HttpAuthorizerInput extends Omit<HttpApiInput, 'body' | 'authorizer'> {
  /**
   * Values of what the authorizer's identity sources name. Default: that of the `authorization` header; without one null,
   * as of an authorizer that has no identity sources, for others are not asked.
   */
  readonly identitySource?: readonly string[] | undefined
}

const TOKEN_KINDS: Kinds<TokenAuthorizerInput> = {
  token: 'string',
  method: API_KINDS.method,
  path: API_KINDS.path,
  stage: API_KINDS.stage,
  ...PLACE_KINDS,
}
const { body: _body, authorizer: _authorizer, ...KINDS } = API_KINDS
const REQUEST_KINDS: Kinds<RequestAuthorizerInput> = { ...KINDS, resource: 'string' }
const HTTP_KINDS: Kinds<HttpAuthorizerInput> = { ...KINDS, routeKey: 'string', identitySource: STRINGS }

/**
 * A TOKEN authorizer of a REST API. The function answers with a principal and a policy, and with the error
 * `Unauthorized` for 401.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function tokenAuthorizer(
  input?: TokenAuthorizerInput,
  overrides?: DeepPartial<APIGatewayTokenAuthorizerEvent>,
): APIGatewayTokenAuthorizerEvent {
  const where = 'events.apiGateway.authorizer.token'
  const { token = 'Bearer token', ...given } = readInput(where, input, TOKEN_KINDS)
  const { path, httpMethod, requestContext } = restEvent(where, given)
  const methodArn = executeArn(where, given, requestContext, `${httpMethod}${path}`)
  const event: APIGatewayTokenAuthorizerEvent = { type: 'TOKEN', methodArn, authorizationToken: token }
  return withOverrides(where, event, overrides)
}

/**
 * A REQUEST authorizer of a REST API: what the proxy event says, without a body. The function answers with a principal
 * and a policy, and with the error `Unauthorized` for 401.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function requestAuthorizer(
  input?: RequestAuthorizerInput,
  overrides?: DeepPartial<APIGatewayRequestAuthorizerEvent>,
): APIGatewayRequestAuthorizerEvent {
  const where = 'events.apiGateway.authorizer.request'
  const given = readInput(where, input, REQUEST_KINDS)
  const { body: _text, isBase64Encoded: _encoding, ...request } = restEvent(where, withToken(given))
  const { path, httpMethod, requestContext } = request
  const event: APIGatewayRequestAuthorizerEvent = {
    type: 'REQUEST',
    methodArn: executeArn(where, given, requestContext, `${httpMethod}${path}`),
    ...request,
    // Authorizers get empty objects where the proxy event has null; captured in
    // https://github.com/aws-powertools/powertools-lambda-typescript/tree/main/packages/parser/tests/events/apigw-rest
    queryStringParameters: request.queryStringParameters ?? {},
    multiValueQueryStringParameters: request.multiValueQueryStringParameters ?? {},
    pathParameters: request.pathParameters ?? {},
    stageVariables: request.stageVariables ?? {},
    requestContext: { ...requestContext, authorizer: undefined },
  }
  return withOverrides(where, event, overrides)
}

/**
 * An authorizer of an HTTP API, payload format 2.0. The function answers `{ isAuthorized, context }`, or with a policy.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function httpAuthorizer(
  input?: HttpAuthorizerInput,
  overrides?: DeepPartial<APIGatewayRequestAuthorizerEventV2>,
): APIGatewayRequestAuthorizerEventV2 {
  const where = 'events.apiGateway.authorizer.http'
  const { identitySource, ...given } = readInput(where, input, HTTP_KINDS)
  const { body: _text, isBase64Encoded: _encoding, version, ...request } = httpEvent(where, withToken(given))
  const { stage, http } = request.requestContext
  const path = stage === '$default' ? request.rawPath : request.rawPath.slice(stage.length + 1)
  const { authorization } = request.headers
  const event = {
    version,
    type: 'REQUEST',
    routeArn: executeArn(where, given, request.requestContext, `${http.method}${path}`),
    identitySource: identitySource ?? (authorization === undefined ? null : [authorization]),
    ...request,
  }
  // AWS's type has cookies and identity sources in every event. Requests without cookies have none, and authorizers without
  // identity sources get null: https://github.com/aws-powertools/powertools-lambda-typescript/issues/3483
  return withOverrides(where, event as unknown as APIGatewayRequestAuthorizerEventV2, overrides)
}

/** `arn:aws:execute-api:us-east-1:123456789012:restapi123/prod/GET/orders`: what a policy allows. */
export function executeArn(
  where: string,
  place: Place,
  { apiId, stage }: { readonly apiId: string; readonly stage: string },
  what: string,
): string {
  return arnOf(originOf(where, place), 'execute-api', `${apiId}/${stage}/${what}`)
}

/** API Gateway asks nobody about a request without the header that the authorizer looks at, so that there is one. */
function withToken<Input extends RequestAuthorizerInput>(input: Input): Input {
  const { headers = {} } = input
  const hasOne = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')
  return hasOne ? input : { ...input, headers: { Authorization: 'Bearer token', ...headers } }
}
