// Reads a payload as the HTTP response that API Gateway, a function URL or a load balancer makes of it (HTTP-1..6).

import { Buffer } from 'node:buffer'
import { isObject } from './recognise.js'

/** What the client would get. */
export interface HttpResponse {
  readonly statusCode: number
  /** All values of each header, by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** Decoded when it was base64 (HTTP-6); undefined when there is none. */
  readonly body: Uint8Array | undefined
}

/**
 * What is wrong for a load balancer (HTTP-5) and in payload format 1.0 of an HTTP API. In format 2.0 the payload itself
 * becomes the body (HTTP-3); a REST API takes the response for a 200 (HTTP-1).
 */
export const NO_STATUS = 'statusCode is missing'

/** Where more than one of them goes in a response; that depends on what is in front. */
export interface SeveralValues {
  readonly cookies: string
  /** Of any other header. */
  readonly values: string
}

const FORMAT_2 = 'multiValueHeaders, or in payload format 2.0 (an HTTP API, a function URL) into'
const SOMEWHERE: SeveralValues = {
  cookies: `${FORMAT_2} cookies: […]`,
  values: `${FORMAT_2} one string in headers, parted by commas`,
}

/** The response, or why the payload is none. `several` is for that; without it what is in front is not known. */
export function readHttpResponse(payload: unknown, several: SeveralValues = SOMEWHERE): HttpResponse | string {
  if (!isObject(payload)) return `it is ${kindOf(payload)}, not an object with a statusCode`
  const problem = statusProblem(payload) ?? headersProblem(payload, several) ?? bodyProblem(payload)
  if (problem !== undefined) return problem
  const { body, isBase64Encoded } = payload
  return {
    statusCode: Number(payload['statusCode']),
    headers: readHeaders(payload),
    body: typeof body === 'string' ? Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8') : undefined,
  }
}

/** What the values of a header are, which is where they go. */
export function kindOfHeader(name: string): keyof SeveralValues {
  return name.toLowerCase() === 'set-cookie' ? 'cookies' : 'values'
}

function statusProblem(payload: Readonly<Record<string, unknown>>): string | undefined {
  const { statusCode } = payload
  if (statusCode === undefined) return NO_STATUS
  const code = typeof statusCode === 'number' || typeof statusCode === 'string' ? Number(statusCode) : Number.NaN
  if (Number.isInteger(code) && code >= 100 && code <= 599) return undefined
  return `statusCode is ${JSON.stringify(statusCode)}, not a whole number from 100 to 599`
}

function headersProblem(payload: Readonly<Record<string, unknown>>, several: SeveralValues): string | undefined {
  const { headers, multiValueHeaders, cookies } = payload
  if (isGiven(headers) && !isObject(headers)) return `headers is ${kindOf(headers)}, not an object`
  const nested = Object.entries(headers ?? {}).find(([, value]) => typeof value === 'object' && value !== null)
  if (nested !== undefined) {
    const [name, value] = nested
    const what = kindOfHeader(name)
    return `header ${name} is ${kindOf(value)}, not a string: several ${what} go into ${several[what]}`
  }
  if (isGiven(multiValueHeaders) && !isObject(multiValueHeaders)) {
    return `multiValueHeaders is ${kindOf(multiValueHeaders)}, not an object`
  }
  const single = Object.entries(multiValueHeaders ?? {}).find(([, value]) => !Array.isArray(value))
  if (single !== undefined) return `header ${single[0]} in multiValueHeaders is ${kindOf(single[1])}, not an array`
  return isGiven(cookies) && !Array.isArray(cookies) ? `cookies is ${kindOf(cookies)}, not an array` : undefined
}

function bodyProblem(payload: Readonly<Record<string, unknown>>): string | undefined {
  const { body } = payload
  if (!isGiven(body) || typeof body === 'string') return undefined
  return isBufferJson(body)
    ? "body is a Buffer, not a string: give body.toString('base64') and isBase64Encoded: true"
    : `body is ${kindOf(body)}, not a string: JSON.stringify it`
}

/** What the payload has of a `Buffer`. */
function isBufferJson(value: unknown): boolean {
  return isObject(value) && value['type'] === 'Buffer' && Array.isArray(value['data'])
}

/**
 * Where a name is in both, multiValueHeaders' values come first and the other is added if it is a new one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
function readHeaders(payload: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly string[]> {
  const { headers, multiValueHeaders, cookies } = payload
  const read = new Map<string, string[]>()
  const add = (name: string, value: unknown): void => {
    const values = read.get(name.toLowerCase()) ?? []
    if (isGiven(value) && !values.includes(String(value))) read.set(name.toLowerCase(), [...values, String(value)])
  }
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    for (const value of listOf(values)) add(name, value)
  }
  for (const [name, value] of Object.entries(headers ?? {})) add(name, value)
  // Payload format 2.0 sends each of the cookies as a set-cookie header (HTTP-3, HTTP-4).
  for (const cookie of listOf(cookies)) add('set-cookie', cookie)
  return read
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
