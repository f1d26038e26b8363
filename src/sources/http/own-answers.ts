// What fronts answer by themselves, when the function was not asked, failed, or answered something that is no response.

import type { Answer } from './answer.js'

/** Why a front answers by itself. */
export type OwnCause = 'noRoute' | 'requestTooLarge' | 'payloadTooLarge' | 'failed' | 'throttled' | 'timedOut'

/** A front's own answers. */
export type OwnAnswers = Readonly<Record<OwnCause, OwnAnswer>>

interface OwnAnswer {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** The answer, with why it is given. */
export function ownAnswer({ status, body, headers }: OwnAnswer, reason: string): Answer {
  return { status, headers: new Headers(headers), body: [new TextEncoder().encode(body)], reason }
}

/** `errorType` is the header in which REST APIs name their gateway responses. */
function json(status: number, body: string, errorType?: string): OwnAnswer {
  const named = errorType === undefined ? {} : { 'x-amzn-errortype': errorType }
  return { status, body, headers: { 'content-type': 'application/json', ...named } }
}

const internal = '{"message": "Internal server error"}'

/**
 * HTTP-1, HTTP-2. Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html; a throttled function is a 500, not a 429:
 * https://repost.aws/questions/QUfI6bsdd0SOiPeyimzxSkfQ.
 */
export const REST_ANSWERS: OwnAnswers = {
  noRoute: json(403, '{"message":"Missing Authentication Token"}', 'MissingAuthenticationTokenException'),
  requestTooLarge: {
    status: 413,
    body: 'HTTP content length exceeded 10485760 bytes.',
    headers: { 'content-type': 'text/plain' },
  },
  payloadTooLarge: json(413, '{"message":"Request Too Long"}', 'RequestTooLargeException'),
  failed: json(502, internal, 'InternalServerErrorException'),
  throttled: json(500, internal, 'InternalServerErrorException'),
  timedOut: json(504, '{"message": "Endpoint request timed out"}', 'InternalServerErrorException'),
}

const unavailable = json(503, '{"message":"Service Unavailable"}')
const tooLarge = json(413, '{"message":"Request Entity Too Large"}')

/**
 * HTTP-3. Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html and
 * https://github.com/anomalyco/sst/issues/2232 (503 after 30 s). That a throttled function is a 503 is unconfirmed.
 */
export const HTTP_API_ANSWERS: OwnAnswers = {
  noRoute: json(404, '{"message":"Not Found"}'),
  requestTooLarge: tooLarge,
  payloadTooLarge: tooLarge,
  failed: json(500, '{"message":"Internal Server Error"}'),
  throttled: unavailable,
  timedOut: unavailable,
}

const smaller = json(413, '{"Message":"Request must be smaller than 6291456 bytes for the InvokeFunction operation"}')
const badGateway: OwnAnswer = {
  status: 502,
  body: 'Internal Server Error',
  headers: { 'content-type': 'application/json' },
}

/**
 * HTTP-4. That failures and timeouts are 5xx: https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html; 502 with
 * these words: https://github.com/awsdocs/aws-lambda-developer-guide/issues/430; the other bodies are unconfirmed. A URL has one route and waits for the function: two of these are never given.
 */
export const FUNCTION_URL_ANSWERS: OwnAnswers = {
  noRoute: badGateway,
  requestTooLarge: smaller,
  payloadTooLarge: smaller,
  failed: badGateway,
  throttled: json(429, '{"Type":"User","message":"Rate Exceeded."}'),
  timedOut: badGateway,
}

function html(status: number, phrase: string): OwnAnswer {
  const title = `${status} ${phrase}`
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`
  return { status, body, headers: { server: 'awselb/2.0', 'content-type': 'text/html' } }
}

const albTooLarge = html(413, 'Request Entity Too Large')
const albBadGateway = html(502, 'Bad Gateway')

/**
 * HTTP-5: a throttled function is a 502, as one that failed is, and the only request without a route asks for a WebSocket.
 * Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export const ALB_ANSWERS: OwnAnswers = {
  noRoute: html(400, 'Bad Request'),
  requestTooLarge: albTooLarge,
  payloadTooLarge: albTooLarge,
  failed: albBadGateway,
  throttled: albBadGateway,
  timedOut: html(504, 'Gateway Time-out'),
}
