// `events.apiGateway.http`: a request as an HTTP API hands it to a Lambda integration, payload format 2.0 (HTTP-3).

import type {
  APIGatewayEventRequestContextV2WithAuthorizer,
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithRequestContext,
} from 'aws-lambda'
import { domainOf } from '../function/partition.js'
import { API_KINDS, type ApiInput, pathParametersOf, withPath } from './api-input.js'
import { checkAuthorizer, httpAuthorizerMistake } from './authorizer-context.js'
import { readRequest } from './http-request.js'
import { type Kinds, readInput, show } from './input.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { payloadV2 } from './payload-v2.js'
import { decodedText, templateOf } from './route.js'

/** A request to an HTTP API. Its `stage`, unless it is `$default`, is also the first segment of `rawPath`. */
export interface HttpApiInput extends ApiInput {
  /** Such as `GET /orders/{id}`. Default `$default`, or with path parameters the route that has them. */
  readonly routeKey?: string | undefined
  /** `{ jwt: { claims, scopes } }`, `{ lambda: … }` or `{ iam: … }`. Default: there is no authorizer. */
  readonly authorizer?: object | undefined
}

/** The event of an HTTP API, or of a function URL, whose authorizer found `Authorizer`. */
export type AuthorizedV2Event<Authorizer> = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2WithAuthorizer<Authorizer>
>

const KINDS: Kinds<HttpApiInput> = { ...API_KINDS, routeKey: 'string' }
const API_ID = 'httpapi123'

/**
 * An event of an HTTP API in payload format 2.0 (HTTP-3).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpApi<Authorizer extends object>(
  input: HttpApiInput & { readonly authorizer: Authorizer },
  overrides?: DeepPartial<AuthorizedV2Event<Authorizer>>,
): AuthorizedV2Event<Authorizer>
export function httpApi(input?: HttpApiInput, overrides?: DeepPartial<APIGatewayProxyEventV2>): APIGatewayProxyEventV2
export function httpApi(input?: HttpApiInput, overrides?: DeepPartial<APIGatewayProxyEventV2>): APIGatewayProxyEventV2 {
  const where = 'events.apiGateway.http'
  const given = readInput(where, input, KINDS)
  checkAuthorizer(where, given.authorizer, httpAuthorizerMistake)
  return withOverrides(where, httpEvent(where, given), overrides)
}

/** The event of that request, before it is overridden. */
export function httpEvent(where: string, given: HttpApiInput): APIGatewayProxyEventV2 {
  const { region = 'us-east-1', stage = '$default', stageVariables, authorizer } = given
  const [routeMethod = '', template = ''] = (given.routeKey ?? '').split(' ')
  const route = { where, key: 'the route of routeKey', template }
  const request = readRequest(where, withPath(given, route), {
    host: `${API_ID}.execute-api.${region}.${domainOf(region)}`,
    kind: 'other',
    defaultMethod: template !== '' && routeMethod !== 'ANY' ? routeMethod : undefined,
  })
  if (template !== '' && ![request.method, 'ANY'].includes(routeMethod.toUpperCase())) {
    throw new TypeError(
      `${where}: method is ${show(given.method)}, and routeKey is ${show(given.routeKey)}: no request with that method ` +
        `takes that route. Leave the method out, or begin the routeKey with it or with ANY.`,
    )
  }
  // HTTP APIs decode `rawPath`, whatever its name says; REST APIs, function URLs and load balancers do not.
  // https://github.com/honojs/hono/issues/2156, https://github.com/middleapi/standard-server/pull/93
  const path = decodedText(request.path)
  const pathParameters = pathParametersOf(given, route, path)
  const hasParameters = Object.keys(pathParameters).length > 0
  const derivedKey = hasParameters ? `${request.method} ${templateOf(path, pathParameters)}` : '$default'
  return payloadV2(request, {
    routeKey: given.routeKey ?? derivedKey,
    stage,
    rawPath: stage === '$default' ? path : `/${stage}${path}`,
    apiId: API_ID,
    accountId: request.origin.accountId,
    keepsCookieHeader: false,
    authorizer,
    pathParameters,
    stageVariables,
  })
}
