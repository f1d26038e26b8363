// Options that several HTTP fronts have: texts, objects, and how long a front waits.

import type { AuthorizerMistake } from '../../events/authorizer-context.js'
import type { Quota } from '../../function/quotas.js'
import { accept, refuse, type Rule } from '../../function/reading.js'
import { isRecord } from '../../function/show-value.js'
import { received, text } from '../../function/value-rules.js'

/** Text that is not empty. */
export const someText: Rule<string> = text(undefined, { pattern: /\S/, form: 'text' })

/** An object that events can carry, such as what an authorizer found. */
export const anObject: Rule<object> = (value, key) => {
  if (!isRecord(value) || Symbol.iterator in value) return refuse(`${received(key, value)}: it takes an object`)
  try {
    JSON.stringify(value)
    return accept(value)
  } catch {
    return refuse(`${received(key, value)}: it takes an object that can be written as JSON`)
  }
}

/** What an authorizer found, in the form in which the front's events have it. */
export function authorizerRule(mistakeIn: AuthorizerMistake): Rule<object> {
  return (value, key) => {
    const reading = anObject(value, key)
    const mistake = reading.ok ? mistakeIn(reading.value) : undefined
    return mistake === undefined ? reading : refuse(mistake)
  }
}

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
