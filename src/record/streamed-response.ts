// Reads a streamed response as the HTTP response that a function URL or API Gateway makes of it (STR-6, STR-7).

import { HTTP_INTEGRATION, type StreamedResponse } from './stream.js'
import { type HttpResponse, readHttpResponse } from './http-response.js'

/**
 * The response, or why the stream is none. Without metadata it is a 200 with the stream's content type.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export function readStreamedResponse({ contentType, metadata, bytes }: StreamedResponse): HttpResponse | string {
  if (metadata === undefined) {
    if (contentType === HTTP_INTEGRATION) return NO_METADATA
    return { statusCode: 200, headers: new Map([['content-type', [contentType]]]), body: bytes }
  }
  const { statusCode = 200, headers, multiValueHeaders, cookies } = metadata
  const response = readHttpResponse({ statusCode, headers, multiValueHeaders, cookies })
  return typeof response === 'string' ? `of its metadata, ${response}` : { ...response, body: bytes }
}

const NO_METADATA =
  'its metadata never left: HttpResponseStream.from() sends it with the first write(), and nothing was written before end() (STR-7). Write the body, or an empty text, and then end()'
