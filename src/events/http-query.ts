// Query strings: written from parameters, and read with their percent-encoding or without it.

import { show } from './input.js'

type QueryValue = string | number | boolean

/** Query parameters as a test gives them; a list gives one name several values, undefined is left out. */
export type QueryInput = Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>

/** Parameters as a query string, percent-encoded. */
export function encodedQuery(where: string, query: QueryInput): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((one) => one !== undefined)
      .map((one) => `${encode(name)}=${encode(textOf(where, name, one))}`),
  )
  return pairs.join('&')
}

/** Names and values of a query string, percent-decoded, in order. */
export function decodedQuery(rawQuery: string): [string, string][] {
  return [...new URLSearchParams(rawQuery)]
}

/** All values of each name, in order. */
export function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const [name, value] of pairs) {
    const values = groups.get(name)
    if (values) values.push(value)
    else groups.set(name, [value])
  }
  return groups
}

/** Names and values of a query string as they are written, in order. */
export function undecodedQuery(rawQuery: string): [string, string][] {
  const pairs = rawQuery.split('&').filter((pair) => pair !== '')
  return pairs.map((pair) => {
    const equals = pair.indexOf('=')
    return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
  })
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function textOf(where: string, name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TypeError(`${where}: query["${name}"] is ${show(value)}, where strings, numbers or booleans are expected.`)
}
