// What of an invocation can be compared with another run of the same event: without ids, JSON texts parsed.

import { parsedJson } from '../record/parsed-json.js'
import { isObject } from '../record/recognise.js'
import type { InvocationRecord } from '../record/record.js'
import type { InvocationResult } from '../record/result.js'
import { withoutIds, withoutRequestPrefix } from '../record/stable-text.js'

/** How it ended, and with what. The stack is left out: a line of the user's code may come up in several ways. */
export function comparableResult({ record, payload, error, stream }: InvocationResult): unknown {
  const { outcome } = record
  const head = stream && { contentType: stream.contentType, metadata: comparableValue(stream.metadata, record) }
  if (!error) return { outcome, payload: comparableValue(payload, record), ...head }
  const errorMessage = withoutIds(withoutRequestPrefix(error.errorMessage), record)
  return { outcome, errorType: error.errorType, errorMessage }
}

/** JSON data without the ids of its invocation. */
export function comparableValue(value: unknown, record: InvocationRecord): unknown {
  return mapTexts(value, (text) => withoutIds(text, record))
}

/** Every text replaced by `change`; one that is a JSON object or list becomes that, such as an HTTP response's body. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') {
    const text = change(value)
    const data = parsed(text)
    // What is within has been changed with the text around it.
    return data === undefined ? text : mapTexts(data, (same) => same)
  }
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, change)]))
}

function parsed(text: string): unknown {
  return /^\s*(?:\{[^]*\}|\[[^]*\])\s*$/.test(text) ? parsedJson(text) : undefined
}
