// `sources.apiGateway.rest`: a REST API with a Lambda proxy integration in front of the function (HTTP-1, HTTP-2).

import { restApi } from '../../events/api-gateway-rest.js'
import { restAuthorizerMistake } from '../../events/authorizer-context.js'
import type { Rule } from '../../function/reading.js'
import { fields, list, oneOf, wholeNumber } from '../../function/value-rules.js'
import { isObject } from '../../record/recognise.js'
import type { InvocationResult } from '../../record/result.js'
import { readOptions } from '../read-options.js'
import type { SourceConnection, SourceTarget } from '../target.js'
import type { Answer, Sending, Surprise } from './answer.js'
import { type Front, httpFront, type HttpFront } from './front.js'
import { authorizerRule, someText, texts, WAITS } from './front-options.js'
import { afterStage, type FrontRequest } from './front-request.js'
import { mediaTypeIn } from './media-types.js'
import { REST_ANSWERS } from './own-answers.js'
import { readResponse, readStreamed, readWhole } from './read-result.js'
import { FORMAT_1 } from './response-format.js'
import { restRoute, type Route, routes, unrouted } from './routes.js'

/** A REST API. */
export interface RestOptions {
  /**
   * Methods and resources, such as `GET /orders/{id}`, `ANY /{proxy+}`. Default: `ANY /` and `ANY /{proxy+}`, all requests.
   * A request for another is 403 `Missing Authentication Token`.
   */
  readonly routes?: readonly string[]
  /** Default `prod`. The paths of requests begin after it, as with a custom domain name; at an `execute-api` host with it. */
  readonly stage?: string
  readonly stageVariables?: Readonly<Record<string, string>>
  /** What the authorizer found, for each request: `requestContext.authorizer`. Default: there is none. */
  readonly authorizer?: object
  /** How long it waits for the function: 50 ms or more, default 29,000; over 29,000 takes a raised quota (HTTP-2). */
  readonly timeoutInMillis?: number
  /**
   * Content types whose request bodies arrive as base64, and that are sent as bytes when the first type of the request's
   * Accept header is one of them (HTTP-6). Default: none.
   */
  readonly binaryMediaTypes?: readonly string[]
  /** `'STREAM'` sends on what a streaming handler writes. Default `'BUFFERED'`. */
  readonly responseTransferMode?: 'BUFFERED' | 'STREAM'
}

type Read = Required<Omit<RestOptions, 'routes'>> & { readonly routes: readonly Route[] }

const optionsRule: Rule<Partial<Read>> = fields<Read>({
  routes: routes(false),
  stage: someText,
  stageVariables: texts,
  authorizer: authorizerRule(restAuthorizerMistake),
  timeoutInMillis: wholeNumber(WAITS.rest),
  binaryMediaTypes: list(someText, 'content types'),
  responseTransferMode: oneOf('BUFFERED', 'STREAM'),
})

const ALL_REQUESTS = ['/', '/{proxy+}'].map((template) => ({ key: `ANY ${template}`, method: 'ANY', template }))

/**
 * Without a content type of the function's own the client gets JSON; headers that API Gateway renames:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const SENDING: Sending = {
  contentType: 'application/json',
  remapped: ['authorization', 'connection', 'date', 'server', 'www-authenticate'],
}

/**
 * 10 MB: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
const BODY_LIMIT = 10_485_760

/** A REST API in front of the function. Throws a `TypeError` for options that are none. */
export function restApiSource<Payload = unknown>(
  connection: SourceConnection,
  given?: RestOptions,
): HttpFront<Payload> {
  const name = 'sources.apiGateway.rest()'
  const options = readOptions(name, optionsRule, given)
  const { timeoutInMillis = 29_000, responseTransferMode = 'BUFFERED' } = options
  const streams = responseTransferMode === 'STREAM'
  const front: Front = {
    name,
    answers: REST_ANSWERS,
    bodyLimit: BODY_LIMIT,
    timeoutMs: timeoutInMillis,
    streams,
    passesTrace: true,
    event: (request, target) => restEventOf(request, options, target),
    read: (result, request) =>
      streams
        ? readProxyStream(result, timeoutInMillis)
        : readWhole(result, (payload) => readProxyResponse(payload, options, request)),
  }
  return httpFront(connection, front)
}

function restEventOf(
  sent: FrontRequest,
  { routes: all = ALL_REQUESTS, binaryMediaTypes = [], stage = 'prod', stageVariables, authorizer }: Partial<Read>,
  { region, accountId, agenda, uuid }: SourceTarget,
): ReturnType<Front['event']> {
  const request = afterStage(sent, stage)
  if ('noRoute' in request) return request
  const { method, path, bytes, headers, input } = request
  const route = restRoute(all, method, path)
  if (!route) return unrouted(all, method, path)
  const binary = mediaTypeIn(binaryMediaTypes, headers.get('content-type'))
  const body =
    bytes.length === 0 ? undefined : binary ? bytes : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const place = { region, accountId, time: agenda.now, resource: route.template, stage, stageVariables, authorizer }
  return { event: restApi({ ...input, ...place, body }, { requestContext: { requestId: uuid() } }) }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
function readProxyStream(result: InvocationResult, timeoutMs: number): Answer | string {
  if (!result.stream || result.stream.metadata) return readStreamed(result, SENDING, timeoutMs)
  return 'it has no metadata: a REST API takes what HttpResponseStream.from() sends ahead of the body'
}

/**
 * The only fields there may be, and none of them must be: without a statusCode it is 200. As in AWS's own SAM CLI, and as
 * LocalStack measured it on AWS (`test_lambda_aws_proxy_response_format`, `test_aws_proxy_response_payload_format_validation`):
 * https://github.com/aws/aws-sam-cli/blob/develop/samcli/local/apigw/local_apigw_service.py
 * https://github.com/localstack/localstack/blob/8b9a79f/tests/aws/services/apigateway/test_apigateway_lambda.py
 */
const FIELDS = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']

function readProxyResponse(
  payload: unknown,
  { binaryMediaTypes = [] }: Partial<Read>,
  request: FrontRequest,
): Answer | string {
  if (!isObject(payload)) return readResponse(payload, FORMAT_1, SENDING)
  const stranger = Object.keys(payload).find((key) => !FIELDS.includes(key))
  if (stranger !== undefined) return `it has ${stranger}, and a REST API takes ${FIELDS.join(', ')} only`
  const accepted = request.headers.get('accept')?.split(',')[0] ?? '*/*'
  const encoded = payload['isBase64Encoded'] === true
  const decoded = encoded && mediaTypeIn(binaryMediaTypes, accepted)
  const answer = readResponse({ statusCode: 200, ...payload, isBase64Encoded: decoded }, FORMAT_1, SENDING)
  if (!encoded || decoded || typeof answer === 'string' || !payload['body']) return answer
  return { surprise: stillEncoded(accepted, answer.headers.get('content-type') ?? ''), ...answer }
}

function stillEncoded(accepted: string, contentType: string): Surprise {
  return {
    how: `and its body in base64: the request accepts ${accepted} first, which is none of binaryMediaTypes.`,
    guide: `Give binaryMediaTypes: ['${contentType}'], and send Accept: ${contentType}, or give ['*/*'] for any.`,
  }
}
