// Errors of a function that the test would not notice: they fail the test when it ends, once, with the original stack.

import type { FunctionConfig } from '../../function/config.js'
import { crashStack } from '../../record/crash-stack.js'
import { isFrame, withPlaceAsFrame } from '../../record/frame.js'
import { unwatched, watch } from '../../record/observation.js'
import type { FunctionError, InvocationResult } from '../../record/result.js'
import { withoutRequestPrefix } from '../../record/stable-text.js'
import { renderTimeline } from '../../record/timeline.js'
import { guided } from './guided.js'
import { reachableScope, type Scope } from './scope.js'

type Watched = Pick<FunctionConfig, 'unobserved' | 'functionName'>

/** A failed invocation. `awaiting`: the lines that lead to it, for a failure that has none of its own, such as a timeout. */
interface Failure {
  readonly result: InvocationResult
  readonly error: FunctionError
  /** The function's own: what it threw, or what ended its process. */
  readonly stack: readonly string[] | undefined
  readonly functionName: string
  readonly awaiting: readonly string[]
  readonly call: string | undefined
}

/**
 * `result` of a failed invocation; the test that got it, else `owner`, hears of the failure unless somebody looks. A test
 * that only read the error and fails hears of it all the same: most often that is why it fails (decision 0011).
 * `call`: what made the invocation, such as `queue.poll()`, unless the test did itself.
 */
export function watchFailure(
  result: InvocationResult,
  { unobserved, functionName }: Watched,
  owner: Scope,
  awaiting: readonly string[],
  call?: string,
): InvocationResult {
  const { error } = result
  if (unobserved === 'off' || error === undefined) return result
  const scope = reachableScope(owner)
  const stack = crashStack(result.record) ?? error.trace
  const failure: Failure = { result, error, stack, functionName, awaiting, call }
  if (unobserved === 'warn') {
    const seen = scope.warnUnlessSeen(unobservedError(failure, scope))
    return watch(result, { failure: seen, error: seen })
  }
  const seen = scope.failUnlessSeen(unobservedError(failure, scope))
  let judged = false
  let forget: (() => void) | undefined
  return watch(result, {
    error() {
      seen()
      if (!judged) forget = scope.explain(readError(failure))
    },
    failure() {
      judged = true
      seen()
      forget?.()
    },
  })
}

/** An error that no result reports: of work left over from an invocation that had answered already. */
export function reportFault(fault: Error, config: Watched, owner: Scope): void {
  if (config.unobserved === 'off') return
  const error = unreportedError(fault, config.functionName)
  if (config.unobserved === 'error') owner.fail(error)
  else owner.warnUnlessSeen(error)
}

function unobservedError(failure: Failure, { name }: Pick<Scope, 'name'>): Error {
  const { functionName, call } = failure
  const assert = 'Assert it (toFailWith, toTimeOut, toReturn), or read its error, functionError or record.outcome'
  const look =
    call === undefined
      ? assert
      : `${call} made it: read what became of it in what that resolves with, or assert its result`
  const guide =
    `'${functionName}' failed in an invocation whose result nothing looked at. ${look}; ` +
    `{ unobserved: 'off' } lets such errors pass.`
  const nowhere = ` Nothing awaited it when it failed, so its line is not known: look for an invoke() without await in ${name}.`
  const text = framesOf(failure).length > 0 || call !== undefined ? guide : guide + nowhere
  return functionError('UnobservedFunctionError', failure, text)
}

/** The test read the error, which most often is why it fails. */
function readError(failure: Failure): Error {
  const { functionName, call } = failure
  const where = call === undefined ? ', and invoke()' : ` in ${call}, which`
  const guide =
    `'${functionName}' failed${where} resolves all the same. No matcher of this package judged it: toReturn() and ` +
    `toFailWith(), given its result, tell what happened.`
  return functionError('FunctionError', failure, guide)
}

/**
 * The function's own error first, then what to do about it, then what happened, then its frames. The function's error is not
 * its cause: Vitest would print the same frames again.
 */
function functionError(name: string, failure: Failure, guide: string): Error {
  const { errorType, errorMessage } = failure.error
  // Without the frames, which are shown anyway.
  const timeline = renderTimeline(unwatched(failure.result).record, { errorType, errorMessage })
  return guided(name, headline(failure), `${guide}\n\n${timeline}`, framesOf(failure))
}

/** Of an error that ended the process, the caller is only told the end: what ended it comes first. */
function headline({ stack, error }: Failure): string {
  const end = `${error.errorType}: ${withoutRequestPrefix(error.errorMessage)}`
  return stack === error.trace || stack === undefined ? end : `${withPlaceAsFrame(stack)[0]} (${end})`
}

/** The function's own frames, then the lines of the test. */
function framesOf({ stack = [], awaiting }: Failure): string[] {
  return [...withPlaceAsFrame(stack), ...awaiting].filter(isFrame)
}

function unreportedError(fault: Error, functionName: string): Error {
  const guide =
    `Work that '${functionName}' left behind when it answered failed like this, and no later invocation was there to ` +
    `report it: on Lambda the process ends. Await that work in the handler; { unobserved: 'off' } lets such errors pass.`
  const error = guided('UnreportedFunctionError', String(fault), guide, fault.stack?.split('\n') ?? [])
  error.cause = fault
  return error
}
