// `events.alb`: a request as an Application Load Balancer hands it to a Lambda target (HTTP-5).

import type { ALBEvent } from 'aws-lambda'
import { domainOf } from '../function/partition.js'
import { base64, bodyByContentType, type EncodedBody } from './http-body.js'
import { headerText, lastValues } from './http-headers.js'
import { grouped, undecodedQuery } from './http-query.js'
import { headersWithCookies, HTTP_KINDS, type HttpInput, type HttpRequest, readRequest } from './http-request.js'
import { type Kinds, readInput } from './input.js'
import { arnOf } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** A request to a load balancer. */
export interface AlbInput extends HttpInput {
  /** The target group's `lambda.multi_value_headers.enabled`: all values, in the `multiValue…` fields. Default false. */
  readonly multiValueHeaders?: boolean | undefined
  /** Name of the target group. Default `my-target-group`. */
  readonly targetGroup?: string | undefined
}

const KINDS: Kinds<AlbInput> = { ...HTTP_KINDS, multiValueHeaders: 'boolean', targetGroup: 'name' }

/**
 * An event of a load balancer: header names in lower case, and either the last value of each header and query parameter
 * or, with `multiValueHeaders`, all of them; query parameters are not decoded; no body is an empty string (HTTP-5).
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export function alb(input?: AlbInput, overrides?: DeepPartial<ALBEvent>): ALBEvent {
  const where = 'events.alb'
  const given = readInput(where, input, KINDS)
  const { region = 'us-east-1', targetGroup = 'my-target-group', multiValueHeaders = false } = given
  const host = `my-alb-123456789.${region}.elb.${domainOf(region)}`
  const request = readRequest(where, given, { host, kind: 'other' })
  const query = grouped(undecodedQuery(request.rawQuery))
  const headers = headersWithCookies(request).map(([name, values]): [string, string[]] => [name.toLowerCase(), values])
  const resource = `targetgroup/${targetGroup}/0123456789abcdef`
  const event: ALBEvent = {
    requestContext: { elb: { targetGroupArn: arnOf(request.origin, 'elasticloadbalancing', resource) } },
    httpMethod: request.method,
    path: request.path,
    ...(multiValueHeaders
      ? { multiValueQueryStringParameters: Object.fromEntries(query), multiValueHeaders: Object.fromEntries(headers) }
      : { queryStringParameters: lastValues(query), headers: lastValues(headers) }),
    ...encodedBodyOf(request),
  }
  return withOverrides(where, event, overrides)
}

/** What has a content encoding is binary to a load balancer, whatever its content type. */
function encodedBodyOf({ body, headers }: HttpRequest): EncodedBody {
  if (!body) return { body: '', isBase64Encoded: false }
  return headerText(headers, 'content-encoding') === undefined ? bodyByContentType(body, headers) : base64(body)
}
