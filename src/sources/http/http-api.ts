// `sources.apiGateway.http`: an HTTP API with a Lambda integration in front of the function (HTTP-3).

import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { type HttpApiInput, httpApi } from '../../events/api-gateway-http.js'
import { httpAuthorizerMistake } from '../../events/authorizer-context.js'
import { restApi } from '../../events/api-gateway-rest.js'
import type { Rule } from '../../function/reading.js'
import { fields, oneOf, wholeNumber } from '../../function/value-rules.js'
import { readOptions } from '../read-options.js'
import type { SourceConnection, SourceTarget } from '../target.js'
import type { Sending } from './answer.js'
import { type Front, httpFront, type HttpFront } from './front.js'
import { anObject, authorizerRule, someText, texts, WAITS } from './front-options.js'
import { afterStage, type FrontRequest } from './front-request.js'
import { HTTP_API_ANSWERS } from './own-answers.js'
import { readPayloadV2, readResponse, readWhole } from './read-result.js'
import { FORMAT_1 } from './response-format.js'
import { httpApiRoute, type Route, routes, unrouted } from './routes.js'

/** An HTTP API. */
export interface HttpApiOptions {
  /** Route keys, such as `GET /orders/{id}`. Default `$default`, all requests. A request for another is 404 `Not Found`. */
  readonly routes?: readonly string[]
  /** Default `$default`. The paths of requests begin after it, as with a custom domain name; at an `execute-api` host with it. */
  readonly stage?: string
  readonly stageVariables?: Readonly<Record<string, string>>
  /** What the authorizer found, for each request: `{ jwt: { claims, scopes } }` or `{ lambda: … }`. Default: there is none. */
  readonly authorizer?: object
  /** How long it waits for the function: 50 to 30,000 ms, default 30,000 (HTTP-3). */
  readonly timeoutInMillis?: number
  /** `'1.0'`: events and responses as REST APIs have them. Default `'2.0'`. */
  readonly payloadFormatVersion?: '1.0' | '2.0'
}

type Read = Required<Omit<HttpApiOptions, 'routes'>> & { readonly routes: readonly Route[] }

/** Payload format 1.0 has another form for each kind of authorizer: it stands in the event as it is given. */
const optionsRule = (authorizer: Rule<object>): Rule<Partial<Read>> =>
  fields<Read>({
    routes: routes(true),
    stage: someText,
    stageVariables: texts,
    authorizer,
    timeoutInMillis: wholeNumber(WAITS.httpApi),
    payloadFormatVersion: oneOf('1.0', '2.0'),
  })

/** It is no part of a URL. */
const DEFAULT_STAGE = '$default'
const ALL_REQUESTS: readonly Route[] = [{ key: '$default', method: 'ANY', template: '' }]
/** The content type of a response that names none is unconfirmed. */
const SENDING: Sending = { contentType: 'text/plain; charset=utf-8', remapped: [] }
/** 10 MB: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const BODY_LIMIT = 10_485_760

/** An HTTP API in front of the function. Throws a `TypeError` for options that are none. */
export function httpApiSource<Payload = unknown>(
  connection: SourceConnection,
  given?: HttpApiOptions,
): HttpFront<Payload> {
  const name = 'sources.apiGateway.http()'
  const is1 = given?.payloadFormatVersion === '1.0'
  const options = readOptions(name, optionsRule(is1 ? anObject : authorizerRule(httpAuthorizerMistake)), given)
  const { timeoutInMillis = 30_000, payloadFormatVersion = '2.0' } = options
  const front: Front = {
    name,
    answers: HTTP_API_ANSWERS,
    bodyLimit: BODY_LIMIT,
    timeoutMs: timeoutInMillis,
    streams: false,
    event: (request, target) => httpEventOf(request, options, target),
    read: (result) =>
      readWhole(result, (payload) =>
        payloadFormatVersion === '2.0' ? readPayloadV2(payload, SENDING) : readResponse(payload, FORMAT_1, SENDING),
      ),
  }
  return httpFront(connection, front)
}

function httpEventOf(
  given: FrontRequest,
  {
    routes: all = ALL_REQUESTS,
    payloadFormatVersion,
    stage = DEFAULT_STAGE,
    stageVariables,
    authorizer,
  }: Partial<Read>,
  { region, accountId, agenda, uuid }: SourceTarget,
): ReturnType<Front['event']> {
  const request = stage === DEFAULT_STAGE ? given : afterStage(given, stage)
  if ('noRoute' in request) return request
  const { method, path, input: sent } = request
  // An HTTP API decodes the path first: %2F parts it, and a route names letters as they are.
  const route = httpApiRoute(all, method, httpApi({ path }).rawPath)
  if (!route) return unrouted(all, method, path)
  const place = { region, accountId, time: agenda.now, stage, stageVariables }
  const input = { ...sent, ...place, routeKey: route.key }
  const requestContext = { requestId: uuid() }
  return payloadFormatVersion === '1.0'
    ? { event: inFormat1(httpApi(input, { requestContext }), input, route, authorizer) }
    : { event: httpApi({ ...input, authorizer }, { requestContext }) }
}

/**
 * The same request in payload format 1.0: a REST API's event with the names and the body of an HTTP API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
function inFormat1(
  event: APIGatewayProxyEventV2,
  input: HttpApiInput,
  { key, template }: Route,
  authorizer: object | undefined,
): unknown {
  const { routeKey: _, body: __, headers = {}, ...request } = input
  const { requestId, apiId, domainName, domainPrefix, stage } = event.requestContext
  const resource = template === '' ? key : template
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'host')
  const given = {
    ...request,
    stage,
    method: event.requestContext.http.method,
    pathParameters: event.pathParameters,
    headers: named ? headers : { ...headers, Host: domainName },
  }
  const context = {
    requestId,
    apiId,
    domainPrefix,
    path: event.rawPath,
    resourcePath: resource,
    ...(authorizer && { authorizer }),
  }
  const written = restApi(given, { resource, path: event.rawPath, requestContext: context })
  return { version: '1.0', ...written, body: event.body ?? null, isBase64Encoded: event.isBase64Encoded }
}
