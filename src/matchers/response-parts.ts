// Compares an HTTP response with what a test expects of it, part by part.

import { Buffer } from 'node:buffer'
import type { HttpResponse } from '../record/http-response.js'
import { parsedJson } from '../record/parsed-json.js'
import { isAsymmetric, isForText } from '../record/asymmetric.js'
import { asBytesLike, sameBytes } from './bytes.js'
import type { MatcherContext } from './matcher.js'
import { equal } from './matcher.js'
import { isText } from './text-pattern.js'

/** What is compared of the response: only what is given here; each value may be an asymmetric matcher. */
export interface ExpectedResponse {
  readonly statusCode?: unknown
  /** By name in any case; a value is a text, a RegExp, a list of all values, or undefined: not sent. */
  readonly headers?: Readonly<Record<string, unknown>>
  /** A string or RegExp for the text, a Uint8Array for the bytes, anything else for what the JSON text says. */
  readonly body?: unknown
}

/** One part of the response, in the form in which the test expects it. */
export interface ResponsePart {
  readonly part: 'statusCode' | 'header' | 'body'
  /** The header's, as the test spells it. */
  readonly name?: string
  readonly pass: boolean
  readonly actual: unknown
  /** Why the part cannot be compared as it is expected. */
  readonly note?: string
}

/** Compares what is given in `expected`, nothing else. */
export function compareResponse(
  context: MatcherContext,
  response: HttpResponse,
  expected: ExpectedResponse,
): ResponsePart[] {
  const headers = Object.entries(expected.headers ?? {}).map(([name, value]) =>
    comparedHeader(context, name, response.headers.get(name.toLowerCase()) ?? [], value),
  )
  return [
    ...('statusCode' in expected ? [comparedStatus(context, response.statusCode, expected.statusCode)] : []),
    ...headers,
    ...('body' in expected ? [comparedBody(context, response.body, expected.body)] : []),
  ]
}

/** API Gateway takes `'200'` for 200 (HTTP-1), so does the test. */
function comparedStatus(context: MatcherContext, actual: number, expected: unknown): ResponsePart {
  const wanted = typeof expected === 'string' ? Number(expected) : expected
  return { part: 'statusCode', pass: equal(context, actual, wanted), actual }
}

/** Several values read as one text joined by commas, as `Headers.get` gives them; a string may also be one of them. */
function comparedHeader(
  context: MatcherContext,
  name: string,
  values: readonly string[],
  expected: unknown,
): ResponsePart {
  if (Array.isArray(expected)) return { part: 'header', name, pass: equal(context, values, expected), actual: values }
  const text = values.length === 0 ? undefined : values.join(', ')
  const wanted = typeof expected === 'number' || typeof expected === 'boolean' ? String(expected) : expected
  const pass =
    text === undefined
      ? equal(context, undefined, wanted)
      : isText(context, text, wanted) || values.some((value) => value === wanted)
  return { part: 'header', name, pass, actual: text }
}

function comparedBody(context: MatcherContext, body: Uint8Array | undefined, expected: unknown): ResponsePart {
  if (body === undefined) {
    const pass = expected === null || equal(context, undefined, expected)
    return { part: 'body', pass, actual: undefined, note: 'there is none' }
  }
  if (expected instanceof Uint8Array) {
    return { part: 'body', pass: sameBytes(body, expected), actual: asBytesLike(body, expected) }
  }
  const text = Buffer.from(body).toString('utf8')
  const json = isTextual(expected) ? undefined : parsedJson(text)
  if (json !== undefined) return { part: 'body', pass: equal(context, json, expected), actual: json }
  const note = isTextual(expected) || isAsymmetric(expected) ? {} : { note: 'which is not JSON' }
  return { part: 'body', pass: isText(context, text, expected), actual: text, ...note }
}

function isTextual(expected: unknown): boolean {
  return typeof expected === 'string' || expected instanceof RegExp || isForText(expected)
}

/** The parts as an object of the form of `ExpectedResponse`, to show the difference. */
export function shownResponse(parts: readonly ResponsePart[]): object {
  const headers = parts.filter((part) => part.part === 'header').map((part) => [part.name, part.actual])
  const others = parts.filter((part) => part.part !== 'header').map((part) => [part.part, part.actual])
  return { ...Object.fromEntries(others), ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }) }
}

/** `statusCode, header content-type, body (which is not JSON)`. */
export function describeParts(parts: readonly ResponsePart[]): string {
  return parts
    .map(
      ({ part, name, note }) =>
        `${part}${name === undefined ? '' : ` ${name}`}${note === undefined ? '' : ` (${note})`}`,
    )
    .join(', ')
}
