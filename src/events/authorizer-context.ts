// What authorizers found, as an event has it: payload format 2.0 says which kind of authorizer it was, a REST API does not.

import { givenEntries } from './input.js'

type Found = Readonly<Record<string, unknown>>

/** What is wrong with the `authorizer` of an event, if anything. */
export type AuthorizerMistake = (authorizer: object) => string | undefined

/** Refuses what the builder `where` was given. */
export function checkAuthorizer(where: string, authorizer: object | undefined, mistakeIn: AuthorizerMistake): void {
  const mistake = authorizer && mistakeIn(authorizer)
  if (mistake !== undefined) throw new TypeError(`${where}: ${mistake}.`)
}

/** What may stand in `authorizer` of payload format 2.0, by the kind of authorizer (HTTP-3, HTTP-4). */
const KINDS = { jwt: 'jwt: { claims: { … }, scopes: [ … ] }', lambda: 'lambda: { … }', iam: 'iam: { … }' }

/** Of an HTTP API. */
export function httpAuthorizerMistake(authorizer: object): string | undefined {
  const { jwt } = authorizer as Found
  const stranger = strangerIn(authorizer, Object.keys(KINDS))
  if (stranger !== undefined)
    return misplaced(stranger, `an HTTP API has ${KINDS.jwt}, ${KINDS.lambda} or ${KINDS.iam}`)
  const inJwt = typeof jwt === 'object' && jwt ? strangerIn(jwt, ['claims', 'scopes']) : undefined
  return inJwt === undefined ? undefined : misplaced(`jwt.${inJwt}`, `an HTTP API has ${KINDS.jwt}`)
}

/** Of a function URL. */
export function urlAuthorizerMistake(authorizer: object): string | undefined {
  const stranger = strangerIn(authorizer, ['iam'])
  return stranger === undefined ? undefined : misplaced(stranger, `a function URL has ${KINDS.iam}`)
}

/**
 * Of a REST API: what a Lambda authorizer gives is text, numbers and booleans, by name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function restAuthorizerMistake(authorizer: object): string | undefined {
  const nested = givenEntries(authorizer as Found).find(
    ([name, value]) => typeof value === 'object' && value !== null && !COGNITO.includes(name),
  )
  if (nested === undefined) return undefined
  return misplaced(
    nested[0],
    'a REST API has claims: { … } of a user pool, or text, numbers and booleans of a Lambda authorizer',
  )
}

/** What a user pool finds is an object, and scopes are a list in payload format 1.0 of an HTTP API. */
const COGNITO = ['claims', 'scopes']

/** API Gateway makes text of what a Lambda authorizer gives, but for the time that it took. */
export type ContextTexts<Authorizer> = {
  [Name in keyof Authorizer]: Name extends typeof LATENCY
    ? Authorizer[Name]
    : Authorizer[Name] extends number | boolean
      ? string
      : Authorizer[Name]
}

const LATENCY = 'integrationLatency'

/** What was found, as the event of a REST API has it. */
export function contextTexts(authorizer: object): object {
  const entries = givenEntries(authorizer as Found).map(([name, value]) => [
    name,
    name !== LATENCY && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value,
  ])
  return Object.fromEntries(entries) as object
}

function strangerIn(object: object, known: readonly string[]): string | undefined {
  return givenEntries(object as Found).find(([name]) => !known.includes(name))?.[0]
}

function misplaced(name: string, places: string): string {
  return `authorizer has ${name}, and ${places} there`
}
