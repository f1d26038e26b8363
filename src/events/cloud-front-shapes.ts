// How CloudFront writes the requests and responses that it shows to functions.

import type {
  CloudFrontCustomOrigin,
  CloudFrontEvent,
  CloudFrontHeaders,
  CloudFrontOrigin,
  CloudFrontRequest,
  CloudFrontRequestEventRecord,
  CloudFrontResponse,
  CloudFrontResponseEventRecord,
} from 'aws-lambda'
import { base64 } from './http-body.js'
import { type HeadersInput, headersOf } from './http-headers.js'
import { headersWithCookies, type HttpInput, readRequest } from './http-request.js'
import type { Origin } from './origin.js'
import type { DeepPartial } from './overrides.js'

/** A request of a viewer. CloudFront's events name no Region, account or time. */
export interface CloudFrontRequestInput extends Omit<HttpInput, keyof Origin> {
  /** Where the request goes; of events at the origin only. Default: the custom origin `example.com`. */
  readonly origin?: CloudFrontOrigin | undefined
  /** Overrides for the event's one record. */
  readonly record?: DeepPartial<CloudFrontRequestEventRecord> | undefined
}

/** The response to a request of a viewer. */
export interface CloudFrontResponseInput extends Omit<CloudFrontRequestInput, 'record'> {
  /** Default 200. */
  readonly status?: number | undefined
  /** A list gives one name several values. Default: a content type. */
  readonly responseHeaders?: HeadersInput | undefined
  /** Overrides for the event's one record. */
  readonly record?: DeepPartial<CloudFrontResponseEventRecord> | undefined
}

/** Where on its way a request or response is. */
export type CloudFrontEventType = CloudFrontEvent['config']['eventType']

const DOMAIN = 'd111111abcdef8.cloudfront.net'
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

export function configOf(eventType: CloudFrontEventType): CloudFrontEvent['config'] {
  return {
    distributionDomainName: DOMAIN,
    distributionId: 'EDFDVBD6EXAMPLE',
    eventType,
    requestId: 'EXAMPLErequest==',
  }
}

/** The request; at the origin it says where it goes, and its headers are those that CloudFront sends on. */
export function requestOf(
  where: string,
  eventType: CloudFrontEventType,
  given: CloudFrontRequestInput,
): CloudFrontRequest {
  const atOrigin = eventType.startsWith('origin')
  const { origin = { custom: CUSTOM_ORIGIN }, sourceIp = '203.0.113.1' } = given
  const host = origin.s3?.domainName ?? origin.custom?.domainName ?? ''
  // What CloudFront makes of the viewer's headers:
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
  const forwarded = {
    'User-Agent': 'Amazon CloudFront',
    'X-Forwarded-For': sourceIp,
    Via: `2.0 ${DOMAIN} (CloudFront)`,
  }
  const request = readRequest(where, given, {
    host: atOrigin ? host : DOMAIN,
    kind: 'edge',
    ...(atOrigin && { headers: forwarded }),
  })
  return {
    clientIp: request.sourceIp,
    headers: written(headersWithCookies(request)),
    method: request.method,
    ...(atOrigin && { origin }),
    querystring: request.rawQuery,
    uri: request.path,
    ...(request.body && {
      body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: base64(request.body).body },
    }),
  }
}

export function responseOf(where: string, given: CloudFrontResponseInput): CloudFrontResponse {
  const { status = 200, responseHeaders = {} } = given
  const headers = headersOf(where, { 'Content-Type': 'text/html' }, responseHeaders)
  return {
    status: String(status),
    statusDescription: REASONS[status] ?? '',
    headers: written([...headers.values()].map(({ name, values }) => [name, values])),
  }
}

function written(headers: readonly (readonly [string, readonly string[]])[]): CloudFrontHeaders {
  return Object.fromEntries(
    headers.map(([key, values]) => [key.toLowerCase(), values.map((value) => ({ key, value }))]),
  )
}

const CUSTOM_ORIGIN: CloudFrontCustomOrigin = {
  customHeaders: {},
  domainName: 'example.com',
  keepaliveTimeout: 5,
  path: '',
  port: 443,
  protocol: 'https',
  readTimeout: 30,
  sslProtocols: ['TLSv1.2'],
}
