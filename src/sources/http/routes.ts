// The routes of an API: how they are written, and which of them a request takes.

import { foreignParameter, parametersIn, withoutLastSlash } from '../../events/route.js'
import { list } from '../../function/value-rules.js'
import { accept, refuse, type Rule } from '../../function/reading.js'
import { showValue } from '../../function/show-value.js'

/** `GET /orders/{id}`; without a method and a path of its own it is `$default`, of HTTP APIs. */
export interface Route {
  readonly key: string
  readonly method: string
  readonly template: string
}

const METHODS = ['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const DEFAULT: Route = { key: '$default', method: 'ANY', template: '' }

/** Routes as AWS writes route keys; no two may be the same. `$default` is of HTTP APIs only. */
export function routes(hasDefault: boolean): Rule<readonly Route[]> {
  const each = list(route(hasDefault), 'routes')
  return (value, key) => {
    const reading = each(value, key)
    if (!reading.ok) return reading
    if (reading.value.length === 0) return refuse(`${key} is empty: an API without routes answers nothing`)
    const keys = reading.value.map((one) => one.key)
    const twice = keys.find((one, index) => keys.indexOf(one) !== index)
    return twice === undefined ? reading : refuse(`${key} has '${twice}' twice`)
  }
}

function route(hasDefault: boolean): Rule<Route> {
  const form = `a method and a path, such as 'GET /orders/{id}' or 'ANY /{proxy+}'${hasDefault ? ", or '$default'" : ''}`
  return (value, key) => {
    if (hasDefault && value === DEFAULT.key) return accept(DEFAULT)
    const [, method = '', template = ''] = typeof value === 'string' ? (/^(\S+) (\/[^\s?#]*)$/.exec(value) ?? []) : []
    if (method === '') return refuse(`${key} is ${showValue(value)}: it takes ${form}`)
    if (!METHODS.includes(method))
      return refuse(`${key} is ${showValue(value)}: its method is one of ${METHODS.join()}`)
    const foreign = foreignParameter(template)
    if (foreign) {
      return refuse(`${key} is ${showValue(value)}: API Gateway has no ${foreign.part}: write ${foreign.own}`)
    }
    const badPart = template.split('/').find((part) => !/^(?:[^{}]*|\{[^{}+]+\+?\})$/.test(part))
    if (badPart !== undefined) {
      return refuse(
        `${key} is ${showValue(value)}: a parameter is a whole part of the path, such as {id}, not ${badPart}`,
      )
    }
    const greedyTooEarly = /\{[^}]*\+\}./.test(template)
    return greedyTooEarly
      ? refuse(`${key} is ${showValue(value)}: a parameter with + takes the rest of the path, so it comes last`)
      : accept({ key: `${method} ${template}`, method, template })
  }
}

/**
 * An HTTP API takes the most specific path among the routes for the method, a route for the method itself before ANY.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function httpApiRoute(all: readonly Route[], method: string, path: string): Route | undefined {
  const fitting = all.filter((one) => one.key === DEFAULT.key || (takes(one, method) && fits(one, path)))
  return fitting.toSorted(bySpecificity).at(0)
}

/**
 * A REST API first finds the resource, the most specific one that the path is of; a method that this resource does not
 * have is not looked for in another. A slash at the end makes no difference.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html,
 * https://github.com/aws-powertools/powertools-lambda-python/issues/1552
 */
export function restRoute(all: readonly Route[], method: string, path: string): Route | undefined {
  const asked = withoutLastSlash(path)
  const fitting = all.filter((one) => fits(one, asked)).toSorted(bySpecificity)
  return fitting.find((one) => one.template === fitting[0]?.template && takes(one, method))
}

/** What a front says of a request that no route takes. */
export function unrouted(all: readonly Route[], method: string, path: string): { readonly noRoute: string } {
  return { noRoute: `no route is for ${method} ${path}: there is ${all.map(({ key }) => key).join(', ')}` }
}

function takes({ method }: Route, wanted: string): boolean {
  return method === 'ANY' || method === wanted
}

function fits({ template }: Route, path: string): boolean {
  return parametersIn(template, path) !== undefined
}

function bySpecificity(one: Route, other: Route): number {
  const [left, right] = [rank(one), rank(other)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** One digit for each part of the path: what is written out comes before a parameter, the rest of a path last. */
function rank({ key, method, template }: Route): string {
  if (key === DEFAULT.key) return '9'
  const parts = template.split('/').slice(1)
  const digits = parts.map((part) => (part.startsWith('{') ? (part.endsWith('+}') ? '2' : '1') : '0'))
  return `${digits.join('')}${method === 'ANY' ? '~' : ''}`
}
