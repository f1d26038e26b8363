// `sources.alb`: an Application Load Balancer with the function as a target (HTTP-5).

import { alb } from '../../events/alb.js'
import type { Rule } from '../../function/reading.js'
import { fields, trueOrFalse, wholeNumber } from '../../function/value-rules.js'
import { isObject } from '../../record/recognise.js'
import { readOptions } from '../read-options.js'
import type { SourceConnection } from '../target.js'
import type { Answer, Sending } from './answer.js'
import { type Front, httpFront, type HttpFront } from './front.js'
import { someText, WAITS } from './front-options.js'
import { ALB_ANSWERS } from './own-answers.js'
import { readResponse, readWhole } from './read-result.js'
import { MULTI_VALUE_TARGET, TARGET } from './response-format.js'

/** A load balancer's target group. */
export interface AlbOptions {
  /** `lambda.multi_value_headers.enabled`: events have, and responses must use, `multiValueHeaders`. Default false. */
  readonly multiValueHeaders?: boolean
  /** Name of the target group. Default `my-target-group`. */
  readonly targetGroup?: string
  /** `idle_timeout.timeout_seconds` of the load balancer: 1 to 4000 seconds, default 60; then it answers 504. */
  readonly idleTimeout?: number
}

type Read = Required<AlbOptions>

const optionsRule: Rule<Partial<Read>> = fields<Read>({
  multiValueHeaders: trueOrFalse,
  targetGroup: someText,
  idleTimeout: wholeNumber(WAITS.alb),
})

/** The content type of a response that names none is unconfirmed. */
const SENDING: Sending = { contentType: 'application/octet-stream', remapped: [] }
/** 1 MB, of a request's body and of the response's JSON (HTTP-5). */
const LIMIT = 1_048_576
const NO_WEB_SOCKET = 'a load balancer makes no connection to a function a WebSocket (HTTP-5)'

/** A load balancer in front of the function. Throws a `TypeError` for options that are none. */
export function albSource<Payload = unknown>(connection: SourceConnection, given?: AlbOptions): HttpFront<Payload> {
  const name = 'sources.alb()'
  const options = readOptions(name, optionsRule, given)
  const { multiValueHeaders = false, targetGroup, idleTimeout = 60 } = options
  const front: Front = {
    name,
    answers: ALB_ANSWERS,
    bodyLimit: LIMIT,
    timeoutMs: idleTimeout * 1000,
    streams: false,
    event: ({ headers, input }, { region, accountId, agenda }) => {
      if (headers.get('upgrade')?.toLowerCase() === 'websocket') return { noRoute: NO_WEB_SOCKET }
      const place = { region, accountId, time: agenda.now, multiValueHeaders, targetGroup }
      return { event: alb({ ...input, ...place }) }
    },
    read: (result) => readWhole(result, (payload) => readTargetResponse(payload, multiValueHeaders)),
  }
  return httpFront(connection, front)
}

function readTargetResponse(payload: unknown, multiValueHeaders: boolean): Answer | string {
  const bytes = Buffer.byteLength(JSON.stringify(payload) ?? '')
  if (bytes > LIMIT) return `it is ${bytes} bytes of JSON, and a load balancer takes at most ${LIMIT} (HTTP-5)`
  const answer = readResponse(payload, multiValueHeaders ? MULTI_VALUE_TARGET : TARGET, SENDING)
  const description = isObject(payload) ? payload['statusDescription'] : undefined
  const [, statusText] = typeof description === 'string' ? (/^\d{3} ([\t -~]*)$/.exec(description) ?? []) : []
  return typeof answer === 'string' || statusText === undefined ? answer : { ...answer, statusText }
}
