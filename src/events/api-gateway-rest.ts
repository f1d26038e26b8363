// `events.apiGateway.rest`: a request as a REST API hands it to a Lambda proxy integration (HTTP-1).

import type { APIGatewayEventRequestContext, APIGatewayProxyEvent, APIGatewayProxyEventBase } from 'aws-lambda'
import { domainOf } from '../function/partition.js'
import { API_KINDS, type ApiInput, pathParametersOf, withPath } from './api-input.js'
import { checkAuthorizer, type ContextTexts, contextTexts, restAuthorizerMistake } from './authorizer-context.js'
import { bodyAsGiven } from './http-body.js'
import { headerText, lastValues } from './http-headers.js'
import { decodedQuery, grouped } from './http-query.js'
import { headersWithCookies, type HttpRequest, logTime, readRequest } from './http-request.js'
import { type Kinds, readInput } from './input.js'
import { uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { templateOf } from './route.js'

/** A request to a REST API. */
export interface RestApiInput extends ApiInput {
  /** The resource's path, such as `/orders/{id}`. Default: the path with the path parameters put back. */
  readonly resource?: string | undefined
  /** `{ claims: { sub: '1' } }` of a Cognito user pool, or what a Lambda authorizer gives, which becomes text. Default: there is no authorizer. */
  readonly authorizer?: object | undefined
}

const KINDS: Kinds<RestApiInput> = { ...API_KINDS, resource: 'string' }
const API_ID = 'restapi123'

/**
 * A proxy event of a REST API: header names in their original case, all values of headers and query parameters in the
 * `multiValue…` fields and the last of each in the others, null for what is absent (HTTP-1).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function restApi<Authorizer extends object>(
  input: RestApiInput & { readonly authorizer: Authorizer },
  overrides?: DeepPartial<APIGatewayProxyEventBase<ContextTexts<Authorizer>>>,
): APIGatewayProxyEventBase<ContextTexts<Authorizer>>
export function restApi(input?: RestApiInput, overrides?: DeepPartial<APIGatewayProxyEvent>): APIGatewayProxyEvent
export function restApi(input?: RestApiInput, overrides?: DeepPartial<APIGatewayProxyEvent>): APIGatewayProxyEvent {
  const where = 'events.apiGateway.rest'
  const given = readInput(where, input, KINDS)
  checkAuthorizer(where, given.authorizer, restAuthorizerMistake)
  return withOverrides(where, restEvent(where, given), overrides)
}

/** The event of that request, before it is overridden. */
export function restEvent(where: string, given: RestApiInput): APIGatewayProxyEvent {
  const { region = 'us-east-1' } = given
  const host = `${API_ID}.execute-api.${region}.${domainOf(region)}`
  const route = { where, key: 'resource', template: given.resource ?? '' }
  const request = readRequest(where, withPath(given, route), { host, kind: 'rest' })
  const resource = given.resource ?? templateOf(request.path, given.pathParameters ?? {})
  const headers = headersWithCookies(request)
  const query = grouped(decodedQuery(request.rawQuery))
  return {
    resource,
    path: request.path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: query.size > 0 ? lastValues(query) : null,
    multiValueQueryStringParameters: query.size > 0 ? Object.fromEntries(query) : null,
    pathParameters: orNull(pathParametersOf(given, route, request.path)),
    stageVariables: orNull(given.stageVariables ?? {}),
    requestContext: requestContextOf(request, resource, given),
    ...(request.body ? bodyAsGiven(request.body) : { body: null, isBase64Encoded: false }),
  }
}

function orNull(values: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> | null {
  return Object.keys(values).length === 0 ? null : { ...values }
}

function requestContextOf(
  request: HttpRequest,
  resourcePath: string,
  input: RestApiInput,
): APIGatewayEventRequestContext {
  const { stage = 'prod', authorizer } = input
  const domainName = headerText(request.headers, 'host') ?? ''
  const context: Omit<APIGatewayEventRequestContext, 'authorizer'> = {
    resourceId: 'abc123',
    resourcePath,
    httpMethod: request.method,
    extendedRequestId: 'EXAMPLEextended=',
    requestTime: logTime(request.origin.time),
    path: `/${stage}${request.path}`,
    accountId: request.origin.accountId,
    protocol: 'HTTP/1.1',
    stage,
    domainPrefix: domainName.split('.')[0] ?? '',
    requestTimeEpoch: request.origin.time.getTime(),
    requestId: uuidAt(0),
    identity: identityOf(request),
    domainName,
    apiId: API_ID,
  }
  // Without an authorizer AWS leaves the field out; its type says that it is there and undefined.
  return { ...context, ...(authorizer && { authorizer: contextTexts(authorizer) }) } as APIGatewayEventRequestContext
}

function identityOf(request: HttpRequest): APIGatewayEventRequestContext['identity'] {
  return {
    accessKey: null,
    accountId: null,
    apiKey: null,
    apiKeyId: null,
    caller: null,
    clientCert: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: null,
    userAgent: headerText(request.headers, 'user-agent') ?? null,
    userArn: null,
  }
}
