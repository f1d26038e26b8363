// invoke(): runs one invocation of a lambda, or of a bare handler function.

import type { EventOf, HandlerOf, ResultOf } from '../../function/handler-types.js'
import type { AnyFunction } from '../../function/handler-types.js'
import type { InvokeOptions } from '../../invoke/options.js'
import type { InvocationResult } from '../../record/result.js'
import type { Lambda } from './lambda.js'
import { requireScope, type Scope } from './scope.js'
import { withLambda } from './with-lambda.js'

/**
 * Invokes a lambda, the same as `lambda.invoke(event, options)`, or a bare handler function, which is one implicit
 * lambda per test. Resolves with what AWS would answer, also when the function fails.
 */
export function invoke<Event, Result>(
  lambda: Lambda<Event, Result>,
  event?: NoInfer<Event>,
  options?: InvokeOptions,
): Promise<InvocationResult<Result>>
export function invoke<Fn extends AnyFunction>(
  handler: Fn,
  event?: NoInfer<EventOf<HandlerOf<Fn, 'handler'>>>,
  options?: InvokeOptions,
): Promise<InvocationResult<ResultOf<HandlerOf<Fn, 'handler'>>>>
export function invoke(target: Lambda | AnyFunction, event?: unknown, options?: InvokeOptions): Promise<InvocationResult> {
  try {
    return toLambda(target).invoke(event, options)
  } catch (error) {
    return Promise.reject(error as Error)
  }
}

function toLambda(target: Lambda | AnyFunction): Lambda {
  if (isLambda(target)) return target
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
  readonly implicit: Map<AnyFunction, Lambda>
}

const bareHandlers = new WeakMap<Scope, Implicit>()

/** The lambdas that stand for bare handlers, one per test and function. */
function implicitLambdas(scope: Scope): Implicit {
  let found = bareHandlers.get(scope)
  if (!found) bareHandlers.set(scope, (found = { implicit: new Map() }))
  return found
}
