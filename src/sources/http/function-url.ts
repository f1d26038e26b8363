// `sources.functionUrl`: the function's own URL (HTTP-4).

import { urlAuthorizerMistake } from '../../events/authorizer-context.js'
import { functionUrl } from '../../events/function-url.js'
import type { Rule } from '../../function/reading.js'
import { fields, oneOf } from '../../function/value-rules.js'
import { readOptions } from '../read-options.js'
import type { SourceConnection } from '../target.js'
import { type Answer, inferred, type Sending } from './answer.js'
import { type Front, httpFront, type HttpFront } from './front.js'
import { authorizerRule } from './front-options.js'
import { FUNCTION_URL_ANSWERS } from './own-answers.js'
import { readPayloadV2, readStreamed, readWhole } from './read-result.js'

/** A function URL. It waits for as long as the function runs. */
export interface FunctionUrlOptions {
  /** `'RESPONSE_STREAM'` sends on what a streaming handler writes. Default `'BUFFERED'`. */
  readonly invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
  /** `{ iam: … }` of a URL with the auth type AWS_IAM. Default: there is none. */
  readonly authorizer?: object
}

type Read = Required<FunctionUrlOptions>

const optionsRule: Rule<Partial<Read>> = fields<Read>({
  invokeMode: oneOf('BUFFERED', 'RESPONSE_STREAM'),
  authorizer: authorizerRule(urlAuthorizerMistake),
})

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html; that www-authenticate is renamed is unconfirmed. */
const SENDING: Sending = { contentType: 'application/json', remapped: ['www-authenticate'] }
/** LIM-1 */
const BODY_LIMIT = 6_291_456

/** A URL of the function. Throws a `TypeError` for options that are none. */
export function functionUrlSource<Payload = unknown>(
  connection: SourceConnection,
  given?: FunctionUrlOptions,
): HttpFront<Payload> {
  const name = 'sources.functionUrl()'
  const { invokeMode, authorizer } = readOptions(name, optionsRule, given)
  const streams = invokeMode === 'RESPONSE_STREAM'
  const front: Front = {
    name,
    answers: FUNCTION_URL_ANSWERS,
    bodyLimit: BODY_LIMIT,
    timeoutMs: undefined,
    streams,
    event: ({ input }, { region, accountId, agenda, uuid }) => {
      const place = { region, accountId, time: agenda.now, authorizer }
      return { event: functionUrl({ ...input, ...place }, { requestContext: { requestId: uuid() } }) }
    },
    read: (result): Answer | string => {
      if (!streams) return readWhole(result, (payload) => readPayloadV2(payload, SENDING))
      // What a handler returns is a stream of its JSON then, its statusCode nothing but a part of it; unconfirmed.
      return result.stream ? readStreamed(result, SENDING) : inferred(result.payload)
    },
  }
  return httpFront(connection, front)
}
