// Errors of a function that the test would not notice: they fail the test when it ends, once, with the original stack.

import type { FunctionConfig } from '../../function/config.js'
import { watch } from '../../record/observation.js'
import type { FunctionError, InvocationResult } from '../../record/result.js'
import { currentScope, type Scope } from './scope.js'

type Watched = Pick<FunctionConfig, 'unobserved' | 'functionName'>

/**
 * `result` of a failed invocation; the test that got it, else `owner`, hears of the failure unless somebody looks.
 * `awaiting`: the frames that await the invocation, for a failure that has none of its own, such as a timeout.
 */
export function watchFailure(
  result: InvocationResult,
  config: Watched,
  owner: Scope,
  awaiting: readonly string[],
): InvocationResult {
  if (config.unobserved === 'off' || result.error === undefined) return result
  const scope = currentScope() ?? owner
  const fault = unobservedError(result.error, config.functionName, scope, awaiting)
  const failure = config.unobserved === 'error' ? scope.failUnlessSeen(fault) : scope.warnUnlessSeen(fault)
  return watch(result, { failure })
}

/** An error that no result reports: of work left over from an invocation that had answered already. */
export function reportFault(fault: Error, config: Watched, owner: Scope): void {
  if (config.unobserved === 'off') return
  const error = unreportedError(fault, config.functionName)
  if (config.unobserved === 'error') owner.fail(error)
  else owner.warnUnlessSeen(error)
}

function unobservedError(
  { errorType, errorMessage, trace = [] }: FunctionError,
  functionName: string,
  { name }: Pick<Scope, 'name'>,
  awaiting: readonly string[],
): Error {
  const frames = [...trace, ...awaiting]
  const guide =
    `'${functionName}' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, ` +
    `toReturn), or read its payload, error or functionError; { unobserved: 'off' } lets such errors pass.`
  const nowhere = ` Nothing awaited it when it failed, so its line is not known: look for an invoke() without await in ${name}.`
  const text = frames.some(isFrame) ? guide : guide + nowhere
  return guided('UnobservedFunctionError', `${errorType}: ${errorMessage}`, text, frames)
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
export function guided(name: string, text: string, guide: string, trace: readonly string[]): Error {
  const error = new Error(`${text}\n\n${guide}`)
  error.name = name
  error.stack = [`${name}: ${error.message}`, ...trace.filter(isFrame)].join('\n')
  return error
}

function isFrame(line: string): boolean {
  return /^\s+at /.test(line)
}
