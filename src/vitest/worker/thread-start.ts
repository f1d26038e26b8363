// The error of an invocation for whose environment no thread could be had: with the function, and the line that invoked it.

import type { Lines } from '../../record/frame.js'
import { ThreadStartError } from '../../sandbox/thread/start-failure.js'
import { errorOf } from './guided.js'

/** `error` of an invocation of the function, which `lines` lead to; any other is as it was. */
export function withInvocation(error: unknown, functionName: string, lines: Lines): unknown {
  if (!(error instanceof ThreadStartError)) return error
  const { name, message, cause } = error
  return Object.assign(errorOf(name, `'${functionName}': ${message}`, lines()), { cause })
}
