// The errors that a response stream throws or emits, as Node's outgoing HTTP request and AWS's client word them (LAB).

import { inspect } from 'node:util'
import type { RuntimeRules } from '../../sandbox/port.js'

/** A write, or an end with something to write, after the end. */
export function writeAfterEnd(): Error {
  return nodeError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end')
}

/** A write after `destroy()`. */
export function writeAfterDestroy(): Error {
  return nodeError(Error, 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed')
}

/** An end after what was ended has left. */
export function alreadyFinished(): Error {
  return nodeError(Error, 'ERR_STREAM_ALREADY_FINISHED', 'Cannot call end after a stream was finished')
}

/** A content type after the end of a stream that nothing was written to. */
export function headersSent(): Error {
  return nodeError(Error, 'ERR_HTTP_HEADERS_SENT', 'Cannot set headers after they are sent to the client')
}

/** A content type that is none. */
export function invalidHeader(value: unknown): Error {
  const message = `Invalid value "${String(value)}" for header "Content-Type"`
  return nodeError(TypeError, 'ERR_HTTP_INVALID_HEADER_VALUE', message)
}

/** What neither a text nor bytes is, and what JSON has no text for. */
export function invalidChunk(chunk: unknown): Error {
  if (chunk === null) return nodeError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream')
  const message = `The "chunk" argument must be of type string or an instance of Buffer or Uint8Array. Received ${kindOf(chunk)}`
  return nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', message)
}

/** `destroy()` without a reason, before the response was there. */
export function socketHangUp(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}

/** A content type after the first write (STR-4). */
export function tooLate(rules: RuntimeRules): Error {
  const error = new Error('Cannot set content-type, too late.')
  // As with its other errors, only nodejs24.x's client sets the name on the instance (LAB).
  const enumerable = rules === 'nodejs24.x'
  Object.defineProperty(error, 'name', {
    value: 'Runtime.InvalidStreamingOperation',
    writable: true,
    enumerable,
    configurable: true,
  })
  return error
}

/** Node puts the code into the stack and the text of its errors, not into their name. */
function nodeError(Kind: ErrorConstructor | TypeErrorConstructor, code: string, message: string): Error {
  const error = new Kind(message)
  const text = `${error.name} [${code}]: ${message}`
  error.stack = (error.stack ?? '').replace(`${error.name}: ${message}`, text)
  Object.defineProperty(error, 'toString', { value: () => text, writable: true, configurable: true })
  return Object.assign(error, { code })
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (typeof value === 'function') return `function ${value.name}`
  if (typeof value !== 'object' || value === null) return `type ${typeof value} (${inspect(value)})`
  const { name = '' } = (value.constructor as { name?: string } | undefined) ?? {}
  return name === '' ? inspect(value, { depth: -1 }) : `an instance of ${name}`
}
