// What a request to an API of API Gateway is given, beyond any HTTP request, and the path that its route implies.

import { isDeepStrictEqual } from 'node:util'
import { HTTP_KINDS, type HttpInput } from './http-request.js'
import { givenEntries, type Kinds, show, TEXTS } from './input.js'
import { decodedText, foreignParameter, parametersIn, pathOf, withoutLastSlash } from './route.js'

/** A request to a REST API or an HTTP API. */
export interface ApiInput extends HttpInput {
  /** Values by name. Default: what the route's template names in `path`. */
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined
  /** Values by name. Default: none. */
  readonly stageVariables?: Readonly<Record<string, string | undefined>> | undefined
  /** Name of the stage. Default `prod` of REST APIs, `$default` of HTTP APIs. */
  readonly stage?: string | undefined
  /** What the authorizer found. Default: there is no authorizer. */
  readonly authorizer?: object | undefined
}

export const API_KINDS: Kinds<ApiInput> = {
  ...HTTP_KINDS,
  pathParameters: TEXTS,
  stageVariables: TEXTS,
  stage: 'string',
  authorizer: 'object',
}

/** The template of a route that an input of the builder `where` gives with `key`; empty where it gives none. */
export interface RouteGiven {
  readonly where: string
  readonly key: string
  readonly template: string
}

/**
 * The input with a path: unless one is given, that of the template with the path parameters in it. Throws a `TypeError`
 * where a parameter of the template has no value, for then no request could have taken that route, and where it is written
 * as elsewhere.
 */
export function withPath<Input extends ApiInput>(input: Input, { where, key, template }: RouteGiven): Input {
  const foreign = foreignParameter(template)
  if (foreign) {
    const { part, own } = foreign
    throw new TypeError(`${where}: ${key} is ${show(template)}: API Gateway has no ${part}: write ${own}.`)
  }
  if (input.path !== undefined || template === '') return input
  const path = pathOf(template, input.pathParameters ?? {})
  if (path !== undefined) return { ...input, path }
  throw new TypeError(
    `${where}: ${key} is ${show(template)}, and neither path nor pathParameters says which path that is. ` +
      `Give a path, such as ${JSON.stringify(exampleOf(template))}; the path parameters are taken from it.`,
  )
}

/**
 * The path parameters: those given, or those that the template names in the path. Throws a `TypeError` where the path is
 * not one of that route, or has other parameters than those given.
 */
export function pathParametersOf(
  input: ApiInput,
  { where, key, template }: RouteGiven,
  path: string,
): Readonly<Record<string, string | undefined>> {
  const { pathParameters: given } = input
  if (template === '' || (given && input.path === undefined)) return given ?? {}
  const possible = parametersAtEnd(template, path)
  const [found] = possible
  const fitting = given ? possible.find((one) => isDeepStrictEqual(decoded(one), decoded(given))) : found
  if (fitting) return given ?? fitting
  const [isPath, isRoute] = [`path is ${show(path)}`, `${key} is ${show(template)}`]
  throw new TypeError(
    found
      ? `${where}: ${isPath}, ${isRoute}, and pathParameters are ${JSON.stringify(given)}: in that path they are ` +
          `${JSON.stringify(found)}. Leave them out, or the path: the one is made from the other.`
      : `${where}: ${isPath}, and ${isRoute}: no request with that path takes that route. ` +
          `Give a path such as ${JSON.stringify(exampleOf(template))}, or leave the path out and give the pathParameters.`,
  )
}

/** The path of a custom domain begins with the mapping of its API, of which the route knows nothing. */
function parametersAtEnd(template: string, path: string): readonly Readonly<Record<string, string>>[] {
  const found = [path, withoutLastSlash(path)]
    .map((one) => parametersIn(template, one))
    .filter((one) => one !== undefined)
  const next = path.indexOf('/', 1)
  return next < 0 ? found : [...found, ...parametersAtEnd(template, path.slice(next))]
}

/** Which of them a path has percent-encoded depends on the API, and a test may give either. */
function decoded(parameters: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(givenEntries(parameters).map(([name, value]) => [name, decodedText(value)]))
}

function exampleOf(template: string): string {
  return template.replace(/\{[^}]*\}/g, '1')
}
