// Payload format 2.0: what HTTP APIs and function URLs send, which differ in a few values only (HTTP-3, HTTP-4).

import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { bodyByContentType } from './http-body.js'
import { headerText, joinedHeaders } from './http-headers.js'
import { decodedQuery, grouped } from './http-query.js'
import { type HttpRequest, logTime } from './http-request.js'
import { uuidAt } from './origin.js'

/** The values that tell an HTTP API from a function URL. */
export interface PayloadV2Place {
  readonly routeKey: string
  readonly stage: string
  readonly rawPath: string
  readonly apiId: string
  readonly accountId: string
  /** HTTP APIs take the cookie header away; function URLs leave it beside `cookies`. */
  readonly keepsCookieHeader: boolean
  readonly authorizer: object | undefined
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined
  readonly stageVariables?: Readonly<Record<string, string | undefined>> | undefined
}

/**
 * The event in payload format 2.0: header names in lower case, several values joined by commas, cookies by themselves,
 * and no field for what is absent (HTTP-3).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function payloadV2(request: HttpRequest, place: PayloadV2Place): APIGatewayProxyEventV2 {
  const { cookies, headers } = request
  const query = [...grouped(decodedQuery(request.rawQuery))].map(([name, values]) => [name, values.join(',')])
  const { pathParameters = {}, stageVariables = {} } = place
  return {
    version: '2.0',
    routeKey: place.routeKey,
    rawPath: place.rawPath,
    rawQueryString: request.rawQuery,
    ...(cookies.length > 0 && { cookies: [...cookies] }),
    headers: {
      ...joinedHeaders(headers),
      ...(place.keepsCookieHeader && cookies.length > 0 && { cookie: cookies.join('; ') }),
    },
    ...(query.length > 0 && { queryStringParameters: Object.fromEntries(query) as Record<string, string> }),
    requestContext: requestContextOf(request, place),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters: { ...pathParameters } }),
    ...(request.body ? bodyByContentType(request.body, headers) : { isBase64Encoded: false }),
    ...(Object.keys(stageVariables).length > 0 && { stageVariables: { ...stageVariables } }),
  }
}

function requestContextOf(request: HttpRequest, place: PayloadV2Place): APIGatewayProxyEventV2['requestContext'] {
  const domainName = headerText(request.headers, 'host') ?? ''
  return {
    accountId: place.accountId,
    apiId: place.apiId,
    ...(place.authorizer && { authorizer: place.authorizer }),
    domainName,
    domainPrefix: domainName.split('.')[0] ?? '',
    http: {
      method: request.method,
      path: place.rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: headerText(request.headers, 'user-agent') ?? '',
    },
    requestId: uuidAt(0),
    routeKey: place.routeKey,
    stage: place.stage,
    time: logTime(request.origin.time),
    timeEpoch: request.origin.time.getTime(),
  }
}
