// The console's JSON format: one object per call.

import type { LogEntry } from '../record/record.js'
import type { LogLevel, RuntimeRules } from '../sandbox/port.js'
import { messageText } from './console-text.js'
import type { LogMoment } from './log-moment.js'
import { RuntimeFault } from './runtime-fault.js'
import { headed, stackLines } from './stack-lines.js'

/** One line of JSON (LOG-18). */
export function jsonEntry(level: LogLevel, args: readonly unknown[], at: LogMoment, rules: RuntimeRules): LogEntry {
  const { requestId } = at
  const fields: Record<string, unknown> = { timestamp: new Date(at.time).toISOString(), level, requestId }
  if (rules === 'nodejs24.x') fields['requestId'] ??= '-'
  // nodejs24.x's client never tells its log the tenant; nodejs22.x's does (LAB).
  else fields['tenantId'] = at.tenantId
  const { json, message } = args.length <= 1 ? oneValue(args[0]) : severalValues(args, rules)
  const head = JSON.stringify(fields)
  const entry: LogEntry = {
    line: json === '{}' ? head : `${head.slice(0, -1)},${json.slice(1)}`,
    source: 'application',
    level,
  }
  return { ...entry, ...(requestId !== undefined && { requestId }), ...(message !== undefined && { message }) }
}

/** The rest of the line, as an object of its own, and the message in it: as text where it is a string. */
interface Body {
  readonly json: string
  readonly message: string | undefined
}

/** One argument: its JSON as `message`, or no `message` at all where JSON has nothing for it; else its text. */
function oneValue(value: unknown): Body {
  if (typeof value === 'string') return textBody(value)
  let json: string
  try {
    json = JSON.stringify({ message: value }, (_key, part: unknown) => withFields(part))
  } catch {
    return textBody(messageText([value]))
  }
  if (json === '{}') return { json, message: undefined }
  const part = json.slice('{"message":'.length, -1)
  return { json, message: part.startsWith('"') ? (JSON.parse(part) as string) : part }
}

/** Several arguments: their text, and the fields of an error among them. nodejs24.x does not look at the first. */
function severalValues(args: readonly unknown[], rules: RuntimeRules): Body {
  const message = messageText(args)
  const error = args.find((arg, index) => arg instanceof Error && (index > 0 || rules === 'nodejs22.x'))
  if (!(error instanceof Error)) return textBody(message)
  const stackTrace = typeof error.stack === 'string' ? stackLines(headed(error, error.stack)) : []
  const fields = { message, errorType: className(error), errorMessage: error.message, stackTrace }
  return { json: JSON.stringify(fields), message }
}

function textBody(message: string): Body {
  return { json: JSON.stringify({ message }), message }
}

/** An error as JSON shows it, at any depth. */
function withFields(value: unknown): unknown {
  if (!(value instanceof Error)) return value
  const { stack } = value as { stack?: unknown }
  const stackTrace = typeof stack === 'string' ? stackLines(headed(value, stack)) : stack
  return { errorType: className(value), errorMessage: value.message, stackTrace, ...value }
}

/** JSON lines name the class of an error, where the posted error has its `name` (LOG-18, ERR-2). */
function className(error: Error): string {
  if (error instanceof RuntimeFault) return error.className
  return (error.constructor as { name?: string } | undefined)?.name ?? 'UnknownError'
}
