// Errors of a function that the test would not notice: they fail the test when it ends, once, with the original stack.

import type { FunctionConfig } from '../../function/config.js'
import { watch } from '../../record/observation.js'
import type { FunctionError, InvocationResult } from '../../record/result.js'
import { currentScope, type Scope } from './scope.js'

type Watched = Pick<FunctionConfig, 'unobserved' | 'functionName'>

/** `result` of a failed invocation; the test that got it, else `owner`, hears of the failure unless somebody looks. */
export function watchFailure(result: InvocationResult, config: Watched, owner: Scope): InvocationResult {
  if (config.unobserved === 'off' || result.error === undefined) return result
  const fault = unobservedError(result.error, config.functionName)
  const scope = currentScope() ?? owner
  if (config.unobserved === 'error') return watch(result, scope.failUnlessSeen(fault))
  return watch(result, scope.warnUnlessSeen(fault))
}

/** An error that no result reports: of work left over from an invocation that had answered already. */
export function reportFault(fault: Error, config: Watched, owner: Scope): void {
  if (config.unobserved === 'off') return
  const error = unreportedError(fault, config.functionName)
  if (config.unobserved === 'error') owner.fail(error)
  else owner.warnUnlessSeen(error)
}

function unobservedError({ errorType, errorMessage, trace = [] }: FunctionError, functionName: string): Error {
  const guide =
    `'${functionName}' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, ` +
    `toReturn), or read its payload, error or functionError; { unobserved: 'off' } lets such errors pass.`
  return guided('UnobservedFunctionError', `${errorType}: ${errorMessage}`, guide, trace)
}

function unreportedError(fault: Error, functionName: string): Error {
  const guide =
    `Work that '${functionName}' left behind when it answered failed like this, and no later invocation was there to ` +
    `report it: on Lambda the process ends. Await that work in the handler; { unobserved: 'off' } lets such errors pass.`
  const error = guided('UnreportedFunctionError', String(fault), guide, fault.stack?.split('\n') ?? [])
  error.cause = fault
  return error
}

/** An error that points where the function's own pointed. */
function guided(name: string, text: string, guide: string, trace: readonly string[]): Error {
  const error = new Error(`${text}\n\n${guide}`)
  error.name = name
  const frames = trace.filter((line) => /^\s+at /.test(line))
  error.stack = [`${name}: ${error.message}`, ...frames].join('\n')
  return error
}
