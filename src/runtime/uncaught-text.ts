// What Node writes to stderr when an error ends the process: the only trace of it on nodejs24.x.

import { inspect } from 'node:util'
import { RuntimeFault } from './runtime-fault.js'
import { headed, stackLines } from './stack-lines.js'

/** How an error came to end the process. */
export type CrashKind = 'uncaughtException' | 'unhandledRejection'

/**
 * Node's text for it, without the line of source before and the version line after, which differ by Node's release.
 * Lambda logs each of its lines as an event of its own (LOG-15).
 * Source: https://nodejs.org/api/process.html#event-uncaughtexception
 */
export function uncaughtText(kind: CrashKind, error: unknown): string {
  if (error instanceof RuntimeFault) return faultText(error)
  if (kind === 'unhandledRejection' && !hasStack(error)) return rejectionText(error)
  if ((typeof error === 'object' && error !== null) || typeof error === 'function') {
    const text = inspect(error)
    return stackLines(error instanceof Error ? headed(error, text) : text).join('\n')
  }
  return `${String(error)}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)`
}

/**
 * Node shows the class of an error beside a name that ends in `Error`, and its `name` as a field where the stack does not
 * begin with it (LAB).
 */
function faultText({ errorType, className, message, stack = message }: RuntimeFault): string {
  const text = stackLines(stack).join('\n')
  if (!text.startsWith(errorType)) return `${text} {\n  name: '${errorType}'\n}`
  const both = errorType.endsWith('Error') && className !== errorType
  return both ? `${className} [${errorType}]${text.slice(errorType.length)}` : text
}

/** Node takes a rejection for an error by its own `stack`. */
function hasStack(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Object.hasOwn(error, 'stack')
}

function rejectionText(reason: unknown): string {
  return (
    'UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch ' +
    'block, or by rejecting a promise which was not handled with .catch(). ' +
    `The promise rejected with the reason "${reasonText(reason)}". {\n  code: 'ERR_UNHANDLED_REJECTION'\n}`
  )
}

/** V8 names an object without running its code: `#<Map>`, or its tag where it has a `toString` of its own. */
function reasonText(reason: unknown): string {
  if (typeof reason !== 'object' || reason === null) return String(reason)
  const { toString } = Object.prototype
  if (reason.toString !== toString) return toString.call(reason)
  const { name = 'Object' } = (reason.constructor as { name?: string } | undefined) ?? {}
  return `#<${name}>`
}
