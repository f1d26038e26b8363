// `events.functionUrl`: a request to a function's own URL (HTTP-4).

import type { LambdaFunctionURLEvent } from 'aws-lambda'
import type { AuthorizedV2Event } from './api-gateway-http.js'
import { checkAuthorizer, urlAuthorizerMistake } from './authorizer-context.js'
import { HTTP_KINDS, type HttpInput, readRequest } from './http-request.js'
import { type Kinds, readInput } from './input.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { payloadV2 } from './payload-v2.js'

/** A request to a function URL. There are no routes, stages or path parameters. */
export interface FunctionUrlInput extends HttpInput {
  /** `{ iam: … }` of a URL with the auth type AWS_IAM. */
  readonly authorizer?: object | undefined
}

const KINDS: Kinds<FunctionUrlInput> = { ...HTTP_KINDS, authorizer: 'object' }
const URL_ID = 'abcdefghijklmnopqrstuvwxyz012345'

/**
 * An event of a function URL: payload format 2.0 with `$default` as route and stage, and the cookie header beside
 * `cookies` (HTTP-4; https://github.com/aws/aws-lambda-web-adapter/issues/121). Without IAM the account is `anonymous`.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function functionUrl<Authorizer extends object>(
  input: FunctionUrlInput & { readonly authorizer: Authorizer },
  overrides?: DeepPartial<AuthorizedV2Event<Authorizer>>,
): AuthorizedV2Event<Authorizer>
export function functionUrl(
  input?: FunctionUrlInput,
  overrides?: DeepPartial<LambdaFunctionURLEvent>,
): LambdaFunctionURLEvent
export function functionUrl(
  input?: FunctionUrlInput,
  overrides?: DeepPartial<LambdaFunctionURLEvent>,
): LambdaFunctionURLEvent {
  const where = 'events.functionUrl'
  const given = readInput(where, input, KINDS)
  const { region = 'us-east-1', authorizer } = given
  checkAuthorizer(where, authorizer, urlAuthorizerMistake)
  const request = readRequest(where, given, { host: `${URL_ID}.lambda-url.${region}.on.aws`, kind: 'other' })
  const event = payloadV2(request, {
    routeKey: '$default',
    stage: '$default',
    rawPath: request.path,
    apiId: URL_ID,
    accountId: authorizer ? request.origin.accountId : 'anonymous',
    keepsCookieHeader: true,
    authorizer,
  })
  return withOverrides(where, event, overrides)
}
