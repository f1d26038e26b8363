// invoke(): runs one invocation of a lambda, or of a bare handler function.

import type { CheckedCode } from '../../function/checked-code.js'
import type { EventOf, FunctionCode, HandlerOf, ResultOf } from '../../function/handler-types.js'
import type { AnyInvokeOptions, InvokeOptions, UnexecutedOptions } from '../../invoke/options.js'
import type { InvocationResult, UnexecutedResult } from '../../record/result.js'
import type { Lambda } from './lambda.js'
import { requireScope, type Scope } from './scope.js'
import { withLambda } from './with-lambda.js'
import { readyWorker } from './worker.js'

/** The event that a lambda takes, or a bare handler. */
type EventFor<T> = T extends Lambda<infer Event, infer _Result> ? Event : EventOf<HandlerOf<T, 'handler'>>

/** What a lambda answers, or a bare handler, as JSON. */
type ResultFor<T> = T extends Lambda<infer _Event, infer Result> ? Result : ResultOf<HandlerOf<T, 'handler'>>

/**
 * Invokes a lambda, the same as `lambda.invoke(event, options)`, or a bare handler function, which is one implicit
 * lambda per test and function, also marked by hand: `handler(fn)`. No event is `{}`.
 * Resolves with what AWS would answer, also when the function fails; `payload` has the type of the handler's result as
 * JSON. Rejects as `lambda.invoke` does, and with a guide for what is no code.
 */
export function invoke<T extends Lambda | FunctionCode>(
  target: CheckedCode<T, 'handler'>,
  event: EventFor<T> | undefined,
  options: UnexecutedOptions,
): Promise<UnexecutedResult>
export function invoke<T extends Lambda | FunctionCode>(
  target: CheckedCode<T, 'handler'>,
  event?: EventFor<T>,
  options?: InvokeOptions,
): Promise<InvocationResult<ResultFor<T>>>
export function invoke(
  target: Lambda | FunctionCode,
  event?: unknown,
  options?: AnyInvokeOptions,
): Promise<InvocationResult | UnexecutedResult> {
  try {
    // Which of the two it is only matters to the types.
    return toLambda(target).invoke(event, options as InvokeOptions)
  } catch (error) {
    return Promise.reject(error as Error)
  }
}

function toLambda(target: Lambda | FunctionCode): Lambda {
  if (isLambda(target)) return target
  // What is missing from the whole project is told before what is missing around this call.
  readyWorker('invoke()')
  const { implicit } = implicitLambdas(requireScope('invoke()'))
  const known = implicit.get(target)
  if (known) return known
  const lambda: Lambda = withLambda(target)
  implicit.set(target, lambda)
  return lambda
}

function isLambda(target: unknown): target is Lambda {
  return typeof target === 'object' && target !== null && 'invoke' in target && 'functionName' in target
}

interface Implicit {
  readonly implicit: Map<FunctionCode, Lambda>
}

const bareHandlers = new WeakMap<Scope, Implicit>()

/** The lambdas that stand for bare handlers, one per test and function. */
function implicitLambdas(scope: Scope): Implicit {
  let found = bareHandlers.get(scope)
  if (!found) bareHandlers.set(scope, (found = { implicit: new Map() }))
  return found
}
