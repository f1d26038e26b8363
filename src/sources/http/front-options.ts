// The options of HTTP fronts: read when the front is made, refused with what is legal.

import type { Quota } from '../../function/quotas.js'
import { accept, refuse, type Rule } from '../../function/reading.js'
import { isRecord } from '../../function/show-value.js'
import { fields, received, text } from '../../function/value-rules.js'

/** The options as given, checked; `where` is what was called. Throws a `TypeError` that lists all that is wrong. */
export function readFrontOptions<Options extends object>(
  where: string,
  given: unknown,
  rules: { readonly [Key in keyof Options]-?: Rule<Options[Key]> },
): Partial<Options> {
  const reading = fields<Options>(rules)(given ?? {}, '')
  if (reading.ok) return reading.value
  throw new TypeError(`${where}: ${reading.problems.join('; ')}`)
}

/** Text that is not empty. */
export const someText: Rule<string> = text(undefined, { pattern: /\S/, form: 'text' })

export const trueOrFalse: Rule<boolean> = (value, key) =>
  typeof value === 'boolean' ? accept(value) : refuse(`${received(key, value)}: it takes true or false`)

/** An object, such as what an authorizer found. */
export const anObject: Rule<object> = (value, key) =>
  isRecord(value) ? accept(value) : refuse(`${received(key, value)}: it takes an object`)

/** An object whose values are text. */
export const texts: Rule<Readonly<Record<string, string>>> = (value, key) => {
  if (!isRecord(value)) return refuse(`${received(key, value)}: it takes an object whose values are text`)
  const wrong = Object.entries(value).filter(([, one]) => typeof one !== 'string')
  return wrong.length === 0
    ? accept(value as Readonly<Record<string, string>>)
    : refuse(...wrong.map(([name, one]) => `${received(`${key}.${name}`, one)}: it takes text`))
}

const REST_LIMITS =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html'
const HTTP_LIMITS = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html'
const ALB_ATTRIBUTES =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html'

/**
 * How long a front waits. A REST API waits for more than 29 s where its quota has been raised, and for up to 15 minutes
 * with a streamed response; Lambda itself ends after these.
 */
export const WAITS: { readonly [Front in 'rest' | 'httpApi' | 'alb']: Quota } = {
  rest: { minimum: 50, maximum: 900_000, unit: 'milliseconds', id: 'HTTP-2', source: REST_LIMITS },
  httpApi: { minimum: 50, maximum: 30_000, unit: 'milliseconds', id: 'HTTP-3', source: HTTP_LIMITS },
  alb: { minimum: 1, maximum: 4000, unit: 'seconds', id: 'HTTP-5', source: ALB_ATTRIBUTES },
}
