// Request headers by name, whatever the letter case: the gateway's own, and the ones a test gives.

import { show } from './input.js'

/** One header: its name as it was written, and its values in order. */
export interface Header {
  readonly name: string
  readonly values: readonly string[]
}

/** Headers by lower-cased name. */
export type Headers = ReadonlyMap<string, Header>

/** Headers as a test gives them; undefined takes one of the gateway's own headers away. */
export type HeadersInput = Readonly<Record<string, string | readonly string[] | undefined>>

/** The headers given, on top of the `defaults`; the same name in two spellings is one header with both values. */
export function headersOf(where: string, defaults: Readonly<Record<string, string>>, given: HeadersInput): Headers {
  const headers = new Map<string, Header>()
  for (const [name, value] of Object.entries(defaults)) headers.set(name.toLowerCase(), { name, values: [value] })
  const seen = new Set<string>()
  for (const [name, value] of Object.entries(given)) {
    const id = name.toLowerCase()
    const before = seen.has(id) ? headers.get(id) : undefined
    seen.add(id)
    if (value === undefined) headers.delete(id)
    else
      headers.set(id, {
        name: before?.name ?? name,
        values: [...(before?.values ?? []), ...valuesOf(where, name, value)],
      })
  }
  return headers
}

/** The value of a header, several joined as HTTP joins them; undefined where there is none. */
export function headerText(headers: Headers, name: string): string | undefined {
  return headers.get(name.toLowerCase())?.values.join(',')
}

/** Names as written; of several values the last, as REST APIs and load balancers choose (HTTP-5). */
export function lastValues(entries: Iterable<readonly [string, readonly string[]]>): Record<string, string> {
  return Object.fromEntries([...entries].map(([name, values]) => [name, values.at(-1) ?? '']))
}

/** Names in lower case, values joined by commas (HTTP-3). */
export function joinedHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].map(([id, { values }]) => [id, values.join(',')]))
}

function valuesOf(where: string, name: string, value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (values.every((one) => typeof one === 'string')) return values
  throw new TypeError(
    `${where}: headers["${name}"] is ${show(value)}, where a string or a list of strings is expected.`,
  )
}
